using Kubesharp.Api;
using Kubesharp.Api.Meta;

namespace Kubesharp.ApiServer.Allocation;

/// <summary>
/// Addresses and ports taken for a write that is not stored yet; given back when it is disposed without having been
/// kept. Owned by one call.
/// </summary>
public sealed class AllocationLease : IAsyncDisposable
{
    private readonly Func<ValueTask>? release;
    private readonly Func<ValueTask>? keep;
    private bool done;

    internal AllocationLease(ApiObject value, Func<ValueTask>? release, Func<ValueTask>? keep)
    {
        Object = value;
        this.release = release;
        this.keep = keep;
    }

    /// <summary>The object with what was taken written into it.</summary>
    public ApiObject Object { get; }

    /// <summary>Why nothing could be taken; the write must not happen then.</summary>
    public Status? Error { get; private init; }

    public static AllocationLease None(ApiObject value) => new(value, null, null);

    public static AllocationLease Refused(ApiObject value, Status error) => new(value, null, null) { Error = error };

    /// <summary>The write is stored: what it took stays taken, what it gave up is free.</summary>
    public async ValueTask KeepAsync()
    {
        done = true;
        if (keep is not null)
            await keep();
    }

    public async ValueTask DisposeAsync()
    {
        if (!done && release is not null)
            await release();
        done = true;
    }
}
