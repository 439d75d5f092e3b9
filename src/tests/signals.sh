# Signals that each count, however late a busy machine comes to them; to be sourced.

of_process() { sed -n "s/^$2:[[:space:]]*//p" "/proc/$1/status" 2>/dev/null || true; } # of_process PID FIELD: of /proc/PID/status

# Two signals of a kind that wait together are one, so this returns when it has been taken, or nobody is left to take it.
deliver() { # deliver SIGNAL PID
  kill "-$1" "$2"
  for _ in $(seq 6000); do
    case $(of_process "$2" State) in ''|Z*) return 0 ;; esac
    [[ $(of_process "$2" ShdPnd) = *[!0]* ]] || return 0
    sleep 0.01
  done
  echo "$2 never took its signal $1" >&2
  return 1
}

# SIGINT is ignored by what a script starts beside itself, until that asks for it.
wait_until_it_hears() { # wait_until_it_hears PID
  for _ in $(seq 6000); do
    [[ $(of_process "$1" SigCgt) != *[2367abef] ]] || return 0
    sleep 0.01
  done
  echo "$1 never listened to signals" >&2
  return 1
}
