-- Where the container that bears the token is on its network, as the proxy shall know it; null while that is not known.
ALTER TABLE token_grants ADD COLUMN address TEXT;
