using Kubesharp.Api;

namespace Kubesharp.ApiServer.Allocation;

/// <summary>
/// Addresses and ports taken for a write that is not stored yet; given back when it is disposed without having been
/// kept. Owned by one call.
/// </summary>
public sealed class AllocationLease : IDisposable
{
    private readonly Action? release;
    private readonly Action? keep;
    private bool done;

    internal AllocationLease(ApiObject value, Action? release, Action? keep)
    {
        Object = value;
        this.release = release;
        this.keep = keep;
    }

    /// <summary>The object with what was taken written into it.</summary>
    public ApiObject Object { get; }

    public static AllocationLease None(ApiObject value) => new(value, null, null);

    /// <summary>The write is stored: what it took stays taken, what it gave up is free.</summary>
    public void Keep()
    {
        done = true;
        keep?.Invoke();
    }

    public void Dispose()
    {
        if (!done)
            release?.Invoke();
        done = true;
    }
}
