// Plain JavaScript, since the watchdog uses it too, which has to be up in milliseconds.
const { readdirSync, readFileSync } = require("node:fs");

/**
 * Kills a process that was started with `detached`, and so leads a session, and all that came from it.
 * Its group is not enough: Pulumi's engine gives every plugin a group of its own, and leaves some behind when it is
 * interrupted.
 */
exports.killSession = (leader) => {
    for (const member of [-leader, ...membersOfSession(leader)]) {
        kill(member);
    }
};

/** Linux tells which processes are in a session; elsewhere the group has to do. */
function membersOfSession(leader) {
    try {
        return readdirSync("/proc")
            .filter((name) => /^\d+$/.test(name) && sessionOf(name) === leader)
            .map(Number);
    } catch {
        return [];
    }
}

/** @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function sessionOf(pid) {
    try {
        const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
        // The second field is the name in parentheses, which may hold anything; the session is the sixth.
        return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[3]);
    } catch {
        return undefined;
    }
}

function kill(pid) {
    try {
        process.kill(pid, "SIGKILL");
    } catch {
        // It ended by itself.
    }
}
