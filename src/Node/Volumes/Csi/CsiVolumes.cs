using Kubesharp.Api.Core;
using Kubesharp.Api.Storage;
using Kubesharp.Kubelet.Volumes.Csi.Wire;

namespace Kubesharp.Kubelet.Volumes.Csi;

/// <summary>
/// The volumes of storage drivers on this node: attached, staged once, published to each Pod, and all of it undone in
/// the other order when the last Pod has gone.
/// </summary>
/// <remarks>
/// Safe from any thread: the lock guards <c>volumes</c> and what is in them, and each volume has a gate through which
/// its steps pass one by one. What is on the disk (<see cref="CsiVolumeRecord"/>) outlives this program and is read
/// again at its start.
/// </remarks>
internal sealed class CsiVolumes(
    CsiPaths paths, CsiDrivers drivers, CsiMounter mounter, CsiAttachments attachments,
    Func<string, CSIDriver?> findDriver, NodeEvents events, Action changed, Action<string> log)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Shared> volumes = new(StringComparer.Ordinal);

    public CsiDrivers Drivers => drivers;

    /// <summary>The volumes that must not be detached from this node, as its status names them.</summary>
    public IReadOnlyList<string> InUse
    {
        get
        {
            lock (gate)
            {
                return
                [
                    .. volumes.Where(pair => !pair.Value.IsEphemeral
                            && findDriver(pair.Value.Driver)?.Spec.AttachRequired != false)
                        .Select(static pair => pair.Key).Order(StringComparer.Ordinal),
                ];
            }
        }
    }

    /// <summary>Whether some volume of the Pod is a driver's.</summary>
    public bool Uses(string podUid)
    {
        lock (gate)
            return volumes.Values.Any(volume => volume.Users.ContainsKey(podUid));
    }

    /// <summary>Reads from the disk what an earlier run has left mounted. Called once, before anything else.</summary>
    public void Recover()
    {
        lock (gate)
        {
            foreach ((CsiVolumeRecord record, _) in paths.Staged())
                SharedOf(record.UniqueName, record.Driver, isEphemeral: false).IsStaged = true;
            foreach (string uid in paths.Pods())
            {
                foreach ((CsiVolumeRecord record, _, _) in paths.Published(uid))
                    SharedOf(record.UniqueName, record.Driver, record.IsEphemeral).Users[uid] = null;
            }
        }
    }

    /// <summary>
    /// Brings the volume to the Pod. Does nothing when it has it, unless the driver wants to hear again.
    /// </summary>
    /// <returns>Where it lies.</returns>
    /// <exception cref="SetupException">Says what failed and why.</exception>
    public async Task<MountedVolume> MountAsync(Pod pod, CsiVolume volume, CancellationToken cancellationToken)
    {
        CSIDriver? driver = findDriver(volume.Driver);
        if (volume.RefuseLifecycle(driver) is { } refusal)
            throw new MountException("MountVolume.NewMounter initialization", volume.Name, refusal);
        string uid = pod.Metadata.Uid;
        Shared shared;
        bool isMounted;
        lock (gate)
        {
            shared = SharedOf(volume.UniqueName, volume.Driver, volume.IsEphemeral);
            shared.Users.TryAdd(uid, null);
            isMounted = shared.Users[uid] is not null;
        }
        MountedVolume place = new(paths.Target(uid, volume), volume.IsReadOnly, volume.IsBlock);
        if (isMounted && driver?.Spec.RequiresRepublish != true)
            return place;
        IReadOnlyDictionary<string, string> context = volume.NeedsAttachment(driver)
            ? await attachments.WaitAsync(volume, cancellationToken)
            : Api.Maps.None<string>();
        await shared.Gate.WaitAsync(cancellationToken);
        try
        {
            if (isMounted)
            {
                await PublishAgainAsync(pod, volume, driver, context, cancellationToken);
                return place;
            }
            if (!volume.IsEphemeral && !shared.IsReady)
            {
                lock (gate)
                    shared.IsStaged = true;
                await mounter.StageAsync(volume, pod, context, cancellationToken);
                shared.IsReady = true;
            }
            await mounter.PublishAsync(volume, pod, driver, context, isAgain: false, cancellationToken);
            lock (gate)
                shared.Users[uid] = volume;
        }
        finally
        {
            shared.Gate.Release();
        }
        return place;
    }

    /// <summary>Runs a step on a volume that is mounted, with no other step of it beside it.</summary>
    public async Task<T> AloneAsync<T>(
        CsiVolume volume, Func<Task<T>> step, CancellationToken cancellationToken)
    {
        Shared shared;
        lock (gate)
            shared = SharedOf(volume.UniqueName, volume.Driver, volume.IsEphemeral);
        await shared.Gate.WaitAsync(cancellationToken);
        try
        {
            return await step();
        }
        finally
        {
            shared.Gate.Release();
        }
    }

    /// <summary>Takes the Pod's volumes from it, and those that nobody else uses from this node.</summary>
    /// <exception cref="IOException">A driver refused or is not there; to be tried again.</exception>
    public async Task UnmountAsync(string podUid, CancellationToken cancellationToken)
    {
        foreach ((CsiVolumeRecord record, string inPod, string target) in paths.Published(podUid).ToList())
        {
            Shared shared;
            lock (gate)
                shared = SharedOf(record.UniqueName, record.Driver, record.IsEphemeral);
            await shared.Gate.WaitAsync(cancellationToken);
            try
            {
                await mounter.UnpublishAsync(record, inPod, target, cancellationToken);
            }
            finally
            {
                shared.Gate.Release();
            }
        }
        List<string> free = [];
        lock (gate)
        {
            foreach ((string name, Shared shared) in volumes)
            {
                if (shared.Users.Remove(podUid) && shared.Users.Count == 0)
                    free.Add(name);
            }
        }
        foreach (string name in free)
            await ReleaseAsync(name, cancellationToken);
    }

    /// <summary>
    /// Takes from this node the staged volumes that no Pod uses: an earlier run was stopped before it could.
    /// </summary>
    /// <param name="isKnown">Whether somebody looks after the Pod.</param>
    public async Task RemoveOrphansAsync(Func<string, bool> isKnown, CancellationToken cancellationToken)
    {
        List<string> free = [];
        lock (gate)
        {
            free.AddRange(volumes.Where(static pair => pair.Value.Users.Count == 0)
                .Select(static pair => pair.Key));
        }
        foreach (string name in free)
        {
            try
            {
                await ReleaseAsync(name, cancellationToken);
            }
            catch (IOException exception)
            {
                log($"volume {name} stays staged: {exception.Message}");
            }
        }
        foreach (string uid in paths.Pods().Where(uid => !isKnown(uid) && Uses(uid)).ToList())
        {
            try
            {
                await UnmountAsync(uid, cancellationToken);
            }
            catch (IOException exception)
            {
                log($"volumes of Pod {uid}, which is no more, stay: {exception.Message}");
            }
        }
    }

    /// <summary>What drivers say of the use of a Pod's volumes.</summary>
    public async Task<IReadOnlyList<CsiUsage>> StatsAsync(string podUid, CancellationToken cancellationToken)
    {
        List<CsiVolume> mounted;
        lock (gate)
        {
            mounted = [.. volumes.Values.Select(volume => volume.Users.GetValueOrDefault(podUid))
                .OfType<CsiVolume>()];
        }
        List<CsiUsage> usages = [];
        foreach (CsiVolume volume in mounted)
        {
            try
            {
                if (drivers.Find(volume.Driver) is not { } driver
                    || await driver.CapabilitiesAsync(cancellationToken) is not { Stats: true } capabilities)
                    continue;
                NodeGetVolumeStatsRequest request =
                    new() { VolumeId = volume.Handle, VolumePath = paths.Target(podUid, volume) };
                if (capabilities.Stage && !volume.IsEphemeral)
                    request.StagingTargetPath = paths.StagingTarget(paths.StagingRecord(volume));
                usages.Add(CsiUsage.Of(volume, await driver.StatsAsync(request, cancellationToken)));
            }
            catch (CsiException exception)
            {
                log($"volume {volume.Name}: {exception.Message}");
            }
        }
        return usages;
    }

    private async Task PublishAgainAsync(
        Pod pod, CsiVolume volume, CSIDriver? driver, IReadOnlyDictionary<string, string> context,
        CancellationToken cancellationToken)
    {
        try
        {
            await mounter.PublishAsync(volume, pod, driver, context, isAgain: true, cancellationToken);
        }
        catch (MountException exception)
        {
            // The Pod goes on with what it has.
            events.Warning(pod, exception.Reason, exception.Message);
        }
    }

    private async Task ReleaseAsync(string name, CancellationToken cancellationToken)
    {
        Shared? shared;
        lock (gate)
        {
            if (!volumes.TryGetValue(name, out shared))
                return;
        }
        await shared.Gate.WaitAsync(cancellationToken);
        try
        {
            lock (gate)
            {
                if (shared.Users.Count > 0)
                    return; // Somebody came in between.
            }
            if (shared.IsStaged)
            {
                shared.IsReady = false;
                foreach ((CsiVolumeRecord record, string folder) in paths.Staged().ToList())
                {
                    if (record.UniqueName == name)
                        await mounter.UnstageAsync(record, folder, cancellationToken);
                }
            }
            lock (gate)
            {
                shared.IsStaged = false;
                if (shared.Users.Count == 0)
                    volumes.Remove(name);
            }
        }
        finally
        {
            shared.Gate.Release();
        }
        changed();
    }

    // With the lock held.
    private Shared SharedOf(string name, string driver, bool isEphemeral)
    {
        if (!volumes.TryGetValue(name, out Shared? shared))
            volumes[name] = shared = new Shared(driver, isEphemeral);
        return shared;
    }

    /// <summary>One volume on this node, whoever uses it.</summary>
    private sealed class Shared(string driver, bool isEphemeral)
    {
        public string Driver => driver;
        public bool IsEphemeral => isEphemeral;
        public SemaphoreSlim Gate { get; } = new(1, 1);
        /// <summary>By the Pod's uid; null: not published yet by this run.</summary>
        public Dictionary<string, CsiVolume?> Users { get; } = new(StringComparer.Ordinal);
        /// <summary>There may be something to take away.</summary>
        public bool IsStaged { get; set; }
        /// <summary>Staged by this run.</summary>
        public bool IsReady { get; set; }
    }
}
