using Kubesharp.Linux.Native;

namespace Kubesharp.Linux.Processes;

/// <summary>Signals, and the identity to send them with.</summary>
public static class Signals
{
    public const int Kill = 9;
    public const int Terminate = 15;
    private const int NoSuchProcess = 3;

    /// <summary>True when this process may do what only root may.</summary>
    public static bool IsRoot => Libc.EffectiveUserId() == 0;

    /// <returns>False when there is no such process.</returns>
    public static bool Send(int processId, int signal)
    {
        // 0, -1 and negative ids name groups of processes, never meant here.
        ArgumentOutOfRangeException.ThrowIfLessThan(processId, 1);
        if (Libc.Kill(processId, signal) == 0)
            return true;
        SystemCallException error = Libc.LastError($"kill {processId}");
        return error.ErrorNumber == NoSuchProcess ? false : throw error;
    }
}
