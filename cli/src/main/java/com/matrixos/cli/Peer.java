package com.matrixos.cli;

import java.net.URI;

/// Whom a command talks to, and what helps when that fails.
sealed interface Peer {
    /// Where it answers.
    URI base();

    /// The bearer token that goes along; empty for none.
    String bearer();

    /// What it is called where a sentence begins.
    String title();

    /// What to do when nothing answers there.
    String whenAbsent();

    /// What to do when it broke off in the middle.
    String whenBroken();

    /// What to do when its answer is not what it should be.
    String whenStrange();

    /// What to do about a refusal; empty where its reason says enough.
    ///
    /// @param slug the last segment of the problem's type; empty when it has none
    String whenRefused(int status, String slug);

    /// A process of this machine, as its operator talks to it.
    ///
    /// @param name of the process, as `./matrixos logs` takes it
    /// @param bearer the operator's secret; empty when none is set
    record Local(String name, URI base, String bearer) implements Peer {
        @Override
        public String title() {
            return "The " + name;
        }

        @Override
        public String whenAbsent() {
            return "Start it with: ./matrixos up";
        }

        @Override
        public String whenBroken() {
            return "See: ./matrixos logs " + name;
        }

        @Override
        public String whenStrange() {
            return "Bring both to the same version with: ./matrixos up";
        }

        @Override
        public String whenRefused(int status, String slug) {
            if (status == 401) {
                return "Set PLATFORM_SECRET to the one that the " + name + " was started with.";
            }
            return status >= 500 ? whenBroken() : "";
        }
    }

    /// A Matrix OS somewhere, as one of its accounts talks to it.
    ///
    /// @param bearer the account's token; empty before somebody is signed in
    record Remote(URI base, String bearer) implements Peer {
        @Override
        public String title() {
            return base.toString();
        }

        @Override
        public String whenAbsent() {
            return "Check the address and the network.";
        }

        @Override
        public String whenBroken() {
            return "Try again in a moment.";
        }

        @Override
        public String whenStrange() {
            return "Check that it is the address of a Matrix OS of this version.";
        }

        @Override
        public String whenRefused(int status, String slug) {
            if (status == 401) {
                return "Sign in again with: ./matrixos login --url " + base;
            }
            if (status == 403) {
                return "./matrixos whoami says who you are there.";
            }
            if (status == 404 && slug.equals("not-found")) {
                return "What is for admins does not exist for others; ./matrixos whoami says whether you are one.";
            }
            return status >= 500 ? whenBroken() : "";
        }
    }
}
