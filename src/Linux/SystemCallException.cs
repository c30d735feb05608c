namespace Kubesharp.Linux;

/// <summary>
/// The kernel refused a call. <see cref="ErrorNumber"/> is errno; the message names the call and the reason.
/// </summary>
public sealed class SystemCallException(string call, int errorNumber)
    : IOException(
        $"{call}: {System.Runtime.InteropServices.Marshal.GetPInvokeErrorMessage(errorNumber)} (errno {errorNumber})")
{
    public const int NoEntry = 2;
    /// <summary>ESRCH, which the kernel also says of routes.</summary>
    public const int NoProcess = 3;
    public const int Exists = 17;
    public const int NoDevice = 19;
    public const int Invalid = 22;
    public const int AddressNotAvailable = 99;

    public int ErrorNumber { get; } = errorNumber;
}
