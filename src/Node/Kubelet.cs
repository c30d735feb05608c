using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Storage;
using Kubesharp.Api.Transport;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Kubelet.Containers;
using Kubesharp.Kubelet.Cpus;
using Kubesharp.Kubelet.Cri;
using Kubesharp.Kubelet.Images;
using Kubesharp.Kubelet.Plugins;
using Kubesharp.Kubelet.PodWorkers;
using Kubesharp.Kubelet.Probes;
using Kubesharp.Kubelet.Registration;
using Kubesharp.Kubelet.Runtime;
using Kubesharp.Kubelet.Shutdown;
using Kubesharp.Kubelet.Volumes;
using Kubesharp.Kubelet.Volumes.Csi;
using Kubesharp.Linux;
using Kubesharp.Linux.Cgroups;
using Kubesharp.Linux.Mounts;

namespace Kubesharp.Kubelet;

/// <summary>
/// The node: registers itself, runs the Pods bound to it over the container runtime, and serves their logs and streams.
/// The transport must speak as <c>system:node:NAME</c>.
/// </summary>
public sealed class Kubelet
{
    // The least period after which a driver may want to be asked again how many volumes fit (KEP-4876).
    private static readonly TimeSpan VolumesPeriod = TimeSpan.FromSeconds(10);

    private readonly KubeletOptions options;
    private readonly ITransport transport;
    private readonly TimeProvider time;
    private readonly Action<string> log;
    private readonly IContainerRuntime? givenRuntime;
    private readonly IReadOnlyList<CredentialProvider> credentialProviders;
    private volatile NodeShutdown? shutdown;
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="log">Told what an operator should know, a line at a time.</param>
    /// <exception cref="ArgumentException">The options are wrong; the message says all that is.</exception>
    /// <exception cref="Api.Configuration.ConfigurationException">So is the file of credential providers.</exception>
    public Kubelet(KubeletOptions options, ITransport transport, TimeProvider time, Action<string>? log = null)
        : this(options, transport, time, log, null)
    {
    }

    internal Kubelet(
        KubeletOptions options, ITransport transport, TimeProvider time, Action<string>? log,
        IContainerRuntime? runtime)
    {
        if (options.Validate() is { Count: > 0 } violations)
            throw new ArgumentException(string.Join(' ', violations), nameof(options));
        this.options = options;
        credentialProviders = CredentialProviders.Load(options.Images, time);
        this.transport = transport;
        this.time = time;
        this.log = log ?? (static _ => { });
        givenRuntime = runtime;
    }

    /// <summary>Completes when the Node is registered and Pods are followed.</summary>
    public Task Ready => ready.Task;

    /// <summary>
    /// The machine goes down: ends the Pods as <see cref="KubeletOptions.Shutdown"/> says. Completes when that is done.
    /// </summary>
    /// <returns>False when this node does not end its Pods for a shutdown, or does not run.</returns>
    public async Task<bool> ShutDownAsync(CancellationToken cancellationToken)
    {
        if (shutdown is not { } running || !running.Begin())
            return false;
        await running.Ended.WaitAsync(cancellationToken);
        return true;
    }

    /// <summary>Runs until cancelled. Pods and containerd go on; the next run finds them.</summary>
    /// <exception cref="IOException">The runtime does not start.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // What was started ends with this run, however it ends: the next run must find nothing of it at work.
        using CancellationTokenSource run = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await RunToEndAsync(run);
        }
        finally
        {
            await run.CancelAsync();
        }
    }

    private async Task RunToEndAsync(CancellationTokenSource run)
    {
        CancellationToken cancellationToken = run.Token;
        NodeFolders folders = NodeFolders.Of(options);
        Directory.CreateDirectory(folders.Pods);
        Directory.CreateDirectory(folders.Logs);
        if (givenRuntime is null)
            ShareRoot(folders);
        List<Task> loops = [];
        CriRuntime? owned = null;
        if (givenRuntime is null)
        {
            string socket = options.RuntimeEndpoint;
            if (socket.Length == 0)
            {
                Containerd containerd = new(options, time);
                await containerd.EnsureAsync(cancellationToken);
                loops.Add(Loop.Run("kubelet/containerd", time, containerd.SuperviseAsync, cancellationToken));
                socket = containerd.SocketPath;
                await new ImageArchives(options).ImportAsync(socket, cancellationToken);
            }
            owned = new CriRuntime(socket.StartsWith("unix://", StringComparison.Ordinal) ? socket[7..] : socket, time);
        }
        try
        {
            await RunAsync(givenRuntime ?? owned!, folders, loops, cancellationToken);
        }
        finally
        {
            await run.CancelAsync();
            await Task.WhenAll(loops);
            owned?.Dispose();
        }
    }

    /// <summary>
    /// What a storage driver that is a Pod mounts below the kubelet's root has to come out of its Pod and into others
    /// (mountPropagation). On a machine whose mounts are private, the root becomes a mount of its own that is shared.
    /// </summary>
    private void ShareRoot(NodeFolders folders)
    {
        string root = Path.TrimEndingDirectorySeparator(folders.Root);
        try
        {
            MountPoint? around = MountTable.Read()
                .Where(mount => root == mount.Target || mount.Target == "/"
                    || root.StartsWith(mount.Target + "/", StringComparison.Ordinal))
                .MaxBy(static mount => mount.Target.Length);
            if (around?.IsShared == true)
                return;
            if (around?.Target != root)
                MountTable.Bind(root, root, readOnly: false);
            MountTable.MakeShared(root);
        }
        catch (SystemCallException exception)
        {
            log($"volumes with mountPropagation will not work: {exception.Message}");
        }
    }

    private async Task RunAsync(
        IContainerRuntime runtime, NodeFolders folders, List<Task> loops, CancellationToken cancellationToken)
    {
        VersionResponse version = await runtime.VersionAsync(cancellationToken);
        Machine machine = Machine.Read(options, $"{version.RuntimeName}://{version.RuntimeVersion}");
        ApiClient client = new(transport, "kubelet");
        NodeEvents events = new(new EventRecorder(client, "kubelet", time, options.NodeName));
        Cache cache = new(transport, time);
        Informer<Service> services = cache.Informer<Service>();
        Informer<CSIDriver> driverObjects = cache.Informer<CSIDriver>();
        Informer<Pod> pods = cache.Informer<Pod>(
            new InformerOptions { FieldSelector = $"spec.nodeName={options.NodeName}" });

        NodeRegistration? registration = null;
        Eviction.Evictions? evictions = null;
        NodeOffer Offer() => new()
        {
            Allocatable = machine.Allocatable(options),
            Node = registration?.Current,
            UnsafeSysctls = options.AllowedUnsafeSysctls,
            HasAppArmor = machine.HasAppArmor,
            Pressure = evictions?.Pressure ?? Eviction.NodePressure.None,
            IsShuttingDown = shutdown?.HasBegun == true,
        };
        PodWorkerPool? workers = null;
        FollowedObjects followed = new(transport, time, uid => workers?.RefreshVolumes(uid));
        ReferencedObjects objects = new(client, followed, time);
        // One for volumes and images: what a Pod's end makes it forget was known here.
        ServiceAccountTokens tokens = new(client, time);
        PodVolumes volumes = Volumes(folders, client, events, objects, driverObjects, tokens, () => registration!);
        CsiVolumes csi = volumes.Csi;
        using CsiDrivers drivers = csi.Drivers;
        PullRecords records = new(folders.PullRecords, time);
        records.TakeOver(await runtime.ListImagesAsync(cancellationToken));
        NodeContext node = Context(
            runtime, folders, machine, client, events, services, followed, objects, volumes, records,
            new CredentialProviders(credentialProviders, client, tokens, log), Offer);
        PodWorkerPool pool = workers = new(node);
        RuntimeWatch watch = new(runtime, time, pool.Wake);
        Usage.UsageSampler sampler = new(node, pool);
        ImageGarbage garbage = new(
            runtime, records, options.Images,
            new HashSet<string>([options.SandboxImage, .. new ImageArchives(options).Names()]),
            ImageRoom, events, () => registration?.Current, log, time);
        evictions = new Eviction.Evictions(node, pool, sampler, garbage, () => registration?.Current);
        await using Streaming.KubeletServer server = new(node, pool, sampler);
        await server.StartAsync(cancellationToken);
        registration = new NodeRegistration(options, machine, client, runtime, events, time, () => server.Port,
            () => evictions.Pressure, () => shutdown?.HasBegun == true, () => csi.InUse);
        shutdown = new NodeShutdown(node, pool, () => registration.Current) { Began = registration.ReportSoon };
        loops.Add(Loop.Run("kubelet/shutdown", time, shutdown.RunAsync, cancellationToken));

        StartGroups(node, pool, machine, loops, cancellationToken);
        pool.Start(cancellationToken);
        loops.Add(Loop.Run("kubelet/events", time, events.RunAsync, cancellationToken));
        loops.Add(registration.RunAsync(cancellationToken));
        loops.Add(watch.RunAsync(cancellationToken));
        if (options.StaticPodDirectory.Length > 0)
        {
            StaticPods.StaticPodSource source = new(node, pool);
            source.Look();
            loops.Add(Loop.Run("kubelet/static-pods", time, source.RunAsync, cancellationToken));
        }
        loops.Add(Loop.Run("kubelet/images", time, garbage.RunAsync, cancellationToken));
        loops.Add(Loop.Run("kubelet/evictions", time, evictions.RunAsync, cancellationToken));
        loops.Add(Loop.Run("kubelet/usage", time, sampler.RunAsync, cancellationToken));
        Streaming.LogRotation rotation = new(node, pool);
        loops.Add(Loop.Run("kubelet/log-rotation", time, rotation.RunAsync, cancellationToken));
        try
        {
            await registration.Registered.WaitAsync(cancellationToken);
            cache.Start(cancellationToken);
            loops.Add(Loop.Run(
                "kubelet/plugins", time, token => FollowPluginsAsync(folders, drivers, token), cancellationToken));
            // Service variables must be there before the first container starts.
            await cache.WaitForSyncAsync(cancellationToken);
            pods.AddHandler(pool.Handle);
            await pool.RemoveOrphansAsync(cancellationToken);
            loops.Add(Loop.Run(
                "kubelet/volume-orphans", time, token => LookAfterVolumesAsync(csi, pool, driverObjects, token),
                cancellationToken));
            StartCpus(node, pool, loops, cancellationToken);
            ready.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Asked to stop.
        }
        finally
        {
            await pool.WaitAsync();
        }
    }

    private async Task FollowPluginsAsync(
        NodeFolders folders, CsiDrivers drivers, CancellationToken cancellationToken)
    {
        await drivers.CreateObjectAsync(cancellationToken);
        PluginWatcher watcher = new(folders.PluginRegistry, [drivers], time, log);
        await watcher.RunAsync(cancellationToken);
    }

    // What nobody waits for: volumes that an earlier run left behind, and limits that drivers change.
    private async Task LookAfterVolumesAsync(
        CsiVolumes volumes, PodWorkerPool pool, Informer<CSIDriver> driverObjects, CancellationToken cancellationToken)
    {
        while (true)
        {
            await volumes.RemoveOrphansAsync(uid => pool.Has(uid), cancellationToken);
            await volumes.Drivers.RefreshAllocatableAsync(
                name => driverObjects.Get(new ObjectKey("", name)), cancellationToken);
            await Task.Delay(VolumesPeriod, time, cancellationToken);
        }
    }

    private PodVolumes Volumes(
        NodeFolders folders, ApiClient client, NodeEvents events, ReferencedObjects objects,
        Informer<CSIDriver> driverObjects, ServiceAccountTokens tokens, Func<NodeRegistration> registration)
    {
        CsiPaths paths = new(folders);
        CsiDrivers drivers = new(options.NodeName, client, time, log);
        CsiAttachments attachments = new(
            options.NodeName, client, (volume, token) => registration().AnnounceAsync(volume, token), time);
        CsiMounter mounter = new(options.NodeName, paths, drivers, client, tokens);
        CsiVolumes csi = new(
            paths, drivers, mounter, attachments, name => driverObjects.Get(new ObjectKey("", name)), events,
            () => registration().ReportSoon(), log);
        csi.Recover();
        bool isOwnRuntime = givenRuntime is null && options.RuntimeEndpoint.Length == 0;
        return new PodVolumes(
            options, client, new ProjectedFiles(objects, tokens, new TrustBundles(client)), tokens, csi,
            new CsiExpansion(paths, csi, client, events, options.NodeName, time),
            new ImageMounts(folders, isOwnRuntime ? new Ctr(folders.ContainerdSocket) : null), time);
    }

    private void StartGroups(
        NodeContext node, PodWorkerPool pool, Machine machine, List<Task> loops, CancellationToken cancellationToken)
    {
        if (node.Cgroups is not { } cgroups)
            return;
        QosGroups groups = new(node, cgroups, () => pool.Active);
        groups.SetUp(machine.Capacity(options));
        pool.Changed = groups.Wake;
        loops.Add(Loop.Run("kubelet/qos-groups", time, groups.RunAsync, cancellationToken));
    }

    // Called when it is known which Pods there are.
    private void StartCpus(
        NodeContext node, PodWorkerPool pool, List<Task> loops, CancellationToken cancellationToken)
    {
        if (node.ExclusiveCpus is not { } cpus)
            return;
        cpus.Retain(pool.Pods.Where(static pod => !PodState.IsTerminal(pod.Status.Phase))
            .Select(static pod => pod.Metadata.Uid).ToHashSet());
        CpuReconciler reconciler = new(node, pool, cpus);
        loops.Add(Loop.Run("kubelet/cpus", time, reconciler.RunAsync, cancellationToken));
    }

    private ExclusiveCpus? CpusOf(NodeFolders folders)
    {
        if (options.Cpu.IsStatic)
        {
            return new ExclusiveCpus(
                CpuTopology.Read("/sys/devices/system/cpu"), NodeReservation.Of(options.Reservations),
                folders.CpuState);
        }
        // Containers of an earlier run may be held to processors that nobody would widen.
        return !File.Exists(folders.CpuState) ? null : throw new IOException(
            "configured policy \"none\" differs from state checkpoint policy \"static\": drain this node and delete "
            + $"the CPU manager checkpoint file \"{folders.CpuState}\" before restarting");
    }

    private DiskRoom ImageRoom()
    {
        DriveInfo drive = new(options.DataDirectory);
        return new(drive.TotalSize, drive.AvailableFreeSpace);
    }

    private NodeContext Context(
        IContainerRuntime runtime, NodeFolders folders, Machine machine, ApiClient client, NodeEvents events,
        Informer<Service> services, FollowedObjects followed, ReferencedObjects objects, PodVolumes volumes,
        PullRecords records, CredentialProviders providers, Func<NodeOffer> offer) => new()
        {
            Options = options,
            Folders = folders,
            Time = time,
            Client = client,
            Runtime = runtime,
            Events = events,
            Followed = followed,
            Objects = objects,
            Environment = new EnvironmentVariables(objects),
            Volumes = volumes,
            Mirrors = new StaticPods.MirrorPods(client, options.NodeName),
            Pulls = new ImagePulls(
                runtime, objects, records, providers, options.Images, folders.RegistryConfiguration, events, time),
            Prober = new Prober(runtime, time, options.Version),
            Services = () => services.List(),
            Cgroups = givenRuntime is null ? CgroupTree.Discover(MountTable.Read()) : null,
            ExclusiveCpus = CpusOf(folders),
            MemoryBytes = machine.MemoryBytes,
            Allocatable = machine.Allocatable(options),
            Offer = offer,
            Log = log,
        };
}
