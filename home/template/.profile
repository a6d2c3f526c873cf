# Read once, when a login shell starts.

for folder in "$HOME/bin" "$HOME/.local/bin"; do
    case ":$PATH:" in
        *":$folder:"*) ;;
        *) PATH="$folder:$PATH" ;;
    esac
done
unset folder
export PATH

export EDITOR="${EDITOR:-nano}"
export PAGER="${PAGER:-less}"
export LESS="${LESS:--R}"

if [ -n "$BASH_VERSION" ] && [ -r "$HOME/.bashrc" ]; then
    . "$HOME/.bashrc"
fi
