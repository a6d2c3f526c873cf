# Read by every interactive bash.

case $- in
    *i*) ;;
    *) return ;;
esac

# History: long, shared by all terminals, without repetitions or lines that begin with a blank.
HISTSIZE=10000
HISTFILESIZE=20000
HISTCONTROL=ignoreboth:erasedups
HISTTIMEFORMAT='%F %T  '
shopt -s histappend checkwinsize cmdhist globstar

# The prompt: who, where, which branch, and the exit code when it is not 0.
__prompt_branch() {
    local branch
    branch=$(git symbolic-ref --short HEAD 2>/dev/null || git rev-parse --short HEAD 2>/dev/null) || return
    printf ' \001\e[35m\002%s' "$branch"
}
__prompt() {
    local code=$?
    local failed=
    [ "$code" -ne 0 ] && failed="\[\e[31m\]$code "
    history -a
    PS1="\[\e]0;\w\a\]\[\e[1;33m\]${MATRIX_HANDLE:-\u}\[\e[0m\] \[\e[36m\]\w\$(__prompt_branch)\[\e[0m\] ${failed}\[\e[1;33m\]›\[\e[0m\] "
}
PROMPT_COMMAND=__prompt
PROMPT_DIRTRIM=3

# Colours where they help.
alias ls='ls --color=auto --group-directories-first'
alias ll='ls -lh'
alias la='ls -lAh'
alias grep='grep --color=auto'
alias diff='diff --color=auto'
alias ..='cd ..'
alias ...='cd ../..'

if [ -r /usr/share/bash-completion/bash_completion ]; then
    . /usr/share/bash-completion/bash_completion
fi

# Your own additions.
if [ -r "$HOME/.bashrc.local" ]; then
    . "$HOME/.bashrc.local"
fi
