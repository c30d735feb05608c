namespace Kubesharp.Store;

/// <summary>The store cannot be opened, is closed or is broken. The text says the cause and what helps.</summary>
public class StoreException : IOException
{
    public StoreException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }

    internal static StoreException Closed() => new("The store is closed.");

    internal static void ThrowIfInvalid(StoreOptions options)
    {
        if (options.Violations() is { Count: > 0 } violations)
            throw new StoreException("The options of the store are wrong. " + string.Join(' ', violations));
    }
}

/// <summary>The events that a watch asked for are no longer kept.</summary>
public sealed class CompactedException(long requested, long compacted) : StoreException(
    $"Revision {requested} has been compacted; the oldest revision to watch from is {compacted}.")
{
    public long CompactedRevision { get; } = compacted;
}

/// <summary>The reader of a watch was too slow.</summary>
public sealed class WatchOverflowException(string prefix, int limit) : StoreException(
    $"The watch of \"{prefix}\" has more than {limit} unread events ({nameof(StoreOptions.WatchEventsMax)}).");
