using System.Globalization;

namespace Kubesharp.Api.Core;

/// <summary>The signals that a container can be asked to stop with.</summary>
internal static class SignalNames
{
    // Real-time signals are counted from both ends, as kill -l shows them.
    private const int FromMin = 15;
    private const int FromMax = 14;

    public static IEnumerable<string> OfLinux
    {
        get
        {
            string[] named =
            [
                "SIGABRT", "SIGALRM", "SIGBUS", "SIGCHLD", "SIGCLD", "SIGCONT", "SIGFPE", "SIGHUP", "SIGILL", "SIGINT",
                "SIGIO", "SIGIOT", "SIGKILL", "SIGPIPE", "SIGPOLL", "SIGPROF", "SIGPWR", "SIGQUIT", "SIGSEGV",
                "SIGSTKFLT", "SIGSTOP", "SIGSYS", "SIGTERM", "SIGTRAP", "SIGTSTP", "SIGTTIN", "SIGTTOU", "SIGURG",
                "SIGUSR1", "SIGUSR2", "SIGVTALRM", "SIGWINCH", "SIGXCPU", "SIGXFSZ", "SIGRTMIN", "SIGRTMAX",
            ];
            return named
                .Concat(Enumerable.Range(1, FromMin).Select(static number => Numbered("SIGRTMIN+", number)))
                .Concat(Enumerable.Range(1, FromMax).Select(static number => Numbered("SIGRTMAX-", number)));
        }
    }

    private static string Numbered(string name, int number) => name + number.ToString(CultureInfo.InvariantCulture);
}
