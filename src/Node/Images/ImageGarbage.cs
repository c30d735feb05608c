using System.Globalization;
using Kubesharp.Api.Core;
using Kubesharp.Kubelet.Cri;

namespace Kubesharp.Kubelet.Images;

/// <summary>How much room there is where images lie, in bytes.</summary>
internal readonly record struct DiskRoom(long TotalBytes, long AvailableBytes);

/// <summary>
/// Removes images that no container uses: when their disk is nearly full, the ones unused for longest first, and when
/// they have been unused for very long. What came from an archive on this machine stays, as no registry would give it
/// again; so does the image of the sandboxes.
/// </summary>
/// <remarks>One call at a time, by <c>turn</c>: the garbage loop and the evictions both ask.</remarks>
internal sealed class ImageGarbage(
    IContainerRuntime runtime, PullRecords records, ImageOptions options, IReadOnlySet<string> kept,
    Func<DiskRoom> room, NodeEvents events, Func<Node?> self, Action<string> log, TimeProvider time)
{
    private readonly SemaphoreSlim turn = new(1);
    private readonly Dictionary<string, ImageUse> known = new(StringComparer.Ordinal);
    private readonly DateTimeOffset began = time.GetUtcNow();
    private bool hasLooked;
    private bool failedBefore;

    /// <summary>Looks until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await CollectAsync(cancellationToken);
                failedBefore = false;
            }
            catch (IOException exception)
            {
                log($"image garbage collection: {exception.Message}");
                if (failedBefore && self() is { } node)
                    events.Warning(node, "ImageGCFailed", exception.Message);
                failedBefore = true;
            }
            await Task.Delay(options.GarbagePeriod, time, cancellationToken);
        }
    }

    /// <summary>Removes all that can go. Returns the bytes that were freed.</summary>
    public async Task<long> RemoveUnusedAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            DateTimeOffset now = time.GetUtcNow();
            await LookAsync(now, cancellationToken);
            return await FreeAsync(long.MaxValue, now, cancellationToken);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task CollectAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            DateTimeOffset now = time.GetUtcNow();
            // Where images that were here before came from, and when, nobody knows: they count as old.
            IReadOnlyList<Image> images =
                await LookAsync(hasLooked ? now : DateTimeOffset.MinValue, cancellationToken);
            hasLooked = true;
            records.Prune(images.Select(static image => image.Id).ToHashSet(), now);
            if (options.MaximumAge > TimeSpan.Zero && now - began > options.MaximumAge)
            {
                foreach (ImageUse use in known.Values.Where(
                    use => use.IsFree && now - use.LastUsed > options.MaximumAge).ToList())
                    await RemoveAsync(use, "unused for long", cancellationToken);
            }
            DiskRoom disk = room();
            if (BytesToFree(disk, options) is not { } bytes)
                return;
            long freed = await FreeAsync(bytes, now, cancellationToken);
            if (freed >= bytes)
                return;
            string message = string.Create(CultureInfo.InvariantCulture,
                $"Failed to garbage collect required amount of images. Attempted to free {bytes} bytes, but only "
                + $"found {freed} bytes eligible to free.");
            if (self() is { } node)
                events.Warning(node, "FreeDiskSpaceFailed", message);
            throw new IOException(message);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>What must go to come down to the low mark; null below the high one. Pure.</summary>
    internal static long? BytesToFree(DiskRoom disk, ImageOptions options)
    {
        if (disk.TotalBytes <= 0)
            throw new IOException($"invalid capacity {disk.TotalBytes} on image filesystem");
        long available = Math.Min(disk.AvailableBytes, disk.TotalBytes);
        long percent = 100 - (long)((Int128)available * 100 / disk.TotalBytes);
        return percent < options.HighThresholdPercent ? null
            : (long)((Int128)disk.TotalBytes * (100 - options.LowThresholdPercent) / 100) - available;
    }

    /// <summary>The order of going: unused for longest, then here for longest. Pure.</summary>
    internal static IReadOnlyList<ImageUse> Order(
        IEnumerable<ImageUse> images, DateTimeOffset now, TimeSpan minimumAge) =>
    [
        .. images.Where(use => use.IsFree && use.LastUsed < now && now - use.FirstSeen >= minimumAge)
            .OrderBy(static use => use.LastUsed).ThenBy(static use => use.FirstSeen)
            .ThenBy(static use => use.Id, StringComparer.Ordinal),
    ];

    private async Task<IReadOnlyList<Image>> LookAsync(DateTimeOffset seen, CancellationToken cancellationToken)
    {
        IReadOnlyList<Image> images = await runtime.ListImagesAsync(cancellationToken);
        HashSet<string> used = new(StringComparer.Ordinal);
        foreach (Cri.Container container in await runtime.ListContainersAsync("", cancellationToken))
        {
            used.Add(container.Image?.Image ?? "");
            used.Add(container.ImageRef);
        }
        DateTimeOffset now = time.GetUtcNow();
        foreach (Image image in images)
        {
            string[] names = [image.Id, .. image.RepoTags, .. image.RepoDigests];
            bool isUsed = names.Any(used.Contains);
            ImageUse use = known.GetValueOrDefault(image.Id) ?? new ImageUse(image.Id, seen);
            known[image.Id] = use with
            {
                Name = image.RepoTags.Concat(image.RepoDigests).FirstOrDefault(image.Id),
                SizeBytes = (long)image.Size,
                IsFree = !isUsed && !image.Pinned && !names.Any(kept.Contains),
                LastUsed = isUsed ? now : use.LastUsed,
            };
        }
        foreach (string gone in known.Keys.Except(images.Select(static image => image.Id)).ToList())
            known.Remove(gone);
        return images;
    }

    private async Task<long> FreeAsync(long bytes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        long freed = 0;
        foreach (ImageUse use in Order(known.Values, now, options.MinimumAge))
        {
            if (freed >= bytes)
                break;
            if (await RemoveAsync(use, "room is needed", cancellationToken))
                freed += use.SizeBytes;
        }
        return freed;
    }

    private async Task<bool> RemoveAsync(ImageUse use, string why, CancellationToken cancellationToken)
    {
        try
        {
            log($"image {use.Name} is removed: {why}");
            await runtime.RemoveImageAsync(use.Id, cancellationToken);
            known.Remove(use.Id);
            return true;
        }
        catch (RuntimeException exception)
        {
            log($"image {use.Name} could not be removed: {exception.Message}");
            return false;
        }
    }
}

/// <summary>An image and when it served.</summary>
internal sealed record ImageUse(string Id, DateTimeOffset FirstSeen)
{
    public string Name { get; init; } = "";
    public long SizeBytes { get; init; }
    /// <summary>Whether nothing holds it.</summary>
    public bool IsFree { get; init; }
    /// <summary>The distant past when it was never seen to serve.</summary>
    public DateTimeOffset LastUsed { get; init; } = DateTimeOffset.MinValue;
}
