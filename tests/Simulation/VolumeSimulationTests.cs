using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Storage;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Simulation.Faults;
using Kubesharp.Simulation.Nodes;
using Xunit;

namespace Kubesharp.Tests.Simulation;

/// <summary>
/// Pods with claims of all ways to be bound come and go, while messages are lost, late and doubled, parts restart and
/// the provisioner gives up now and then. No claim may get two volumes, no volume two claims, no Pod a node that its
/// volume cannot be used on; in the end every Pod runs, and volumes that nobody needs are gone.
/// </summary>
public sealed class VolumeSimulationTests
{
    private const int Runs = 30;
    private const int Nodes = 3;
    private const int LocalPerNode = 6;

    private static readonly FaultPlan Faults = new()
    {
        DelayMax = TimeSpan.FromMilliseconds(80),
        LostRequest = 0.02,
        LostResponse = 0.03,
        Conflict = 0.03,
        BrokenWatch = 0.01,
        DuplicatedEvent = 0.02,
        ExpiredWatch = 0.005,
    };

    [Fact]
    public void Every_claim_gets_one_volume_and_every_Pod_its_node()
    {
        Seeds.Each(Runs, static seed =>
        {
            string problems = Simulated.Run(
                seed, Faults, new SimulatedNodesOptions { Count = Nodes }, static cluster =>
                    new Scenario(cluster).RunAsync());
            if (problems.Length > 0)
                Assert.Fail(problems);
        });
    }

    /// <summary>A volume that is usable on one node.</summary>
    internal static VolumeNodeAffinity On(string node) => new()
    {
        Required = new NodeSelector
        {
            NodeSelectorTerms =
            [
                NodeSelectorTerm.Empty with
                {
                    MatchExpressions =
                    [
                        new NodeSelectorRequirement
                        {
                            Key = "kubernetes.io/hostname", Operator = "In", Values = [node],
                        },
                    ],
                },
            ],
        },
    };

    private sealed class Scenario(Simulated cluster)
    {
        private readonly List<(string Pod, string Claim)> present = [];
        private readonly Witness witness = new();
        private int made;
        private int madeLocal;

        public async Task<string> RunAsync()
        {
            await PrepareAsync();
            using CancellationTokenSource ends = new();
            ApiClient client = new(cluster.Cluster.TransportFor("provisioner", "system:masters"), "provisioner");
            SimulatedProvisioner provisioner = new(
                client, new Cache(client.Transport, cluster.Clock), cluster.Clock, cluster.Chance);
            Task provisioning = Loop.Run("provisioner", cluster.Clock, provisioner.RunAsync, ends.Token);
            Informer<PersistentVolumeClaim> claims = Watch<PersistentVolumeClaim>(witness.See, ends.Token);
            Informer<PersistentVolume> volumes = Watch<PersistentVolume>(witness.See, ends.Token);
            Informer<Pod> pods = Watch<Pod>((_, after) => witness.See(after, claims, volumes), ends.Token);

            for (int i = 0; i < 40; i++)
            {
                await StepAsync();
                await cluster.DelayAsync(TimeSpan.FromMilliseconds(800 * cluster.Chance.NextDouble()));
            }
            cluster.Heal();
            provisioner.IsHealed = true;
            string problem = await ConvergeAsync(pods, claims, volumes);
            await Loop.CancelAsync(ends);
            await provisioning;
            return string.Join("; ", witness.Broken.Append(problem).Where(static text => text.Length > 0));
        }

        private async Task PrepareAsync()
        {
            await cluster.CreateAsync(Class("made", SimulatedProvisioner.Name, delayed: true));
            await cluster.CreateAsync(Class("now", SimulatedProvisioner.Name, delayed: false));
            await cluster.CreateAsync(Class("local", ClaimBinding.NoProvisioner, delayed: true));
            for (int i = 0; i < Nodes * LocalPerNode; i++)
            {
                await cluster.CreateAsync(new PersistentVolume
                {
                    Metadata = ObjectMeta.Empty with { Name = $"local-{i}" },
                    Spec = PersistentVolumeSpec.Empty with
                    {
                        AccessModes = ["ReadWriteOnce"],
                        Capacity = Size,
                        StorageClassName = "local",
                        Local = new LocalVolumeSource { Path = $"/disks/{i}" },
                        NodeAffinity = On($"node-{i % Nodes}"),
                    },
                });
            }
            await cluster.UntilAsync<ServiceAccount>("default", static _ => true);
        }

        private async Task StepAsync()
        {
            switch (cluster.Chance.Next(10))
            {
                case < 5:
                    await AddAsync();
                    break;
                case < 7 when present.Count > 0:
                    await RemoveAsync(present[cluster.Chance.Next(present.Count)]);
                    break;
                case 7 when present.Count > 0:
                    // A second Pod with the same claim: it has to go where the first one is.
                    string claim = present[cluster.Chance.Next(present.Count)].Claim;
                    await AddPodAsync($"pod-{made++}", claim);
                    break;
                case 8 when cluster.Chance.Next(3) == 0:
                    await cluster.Cluster.RestartAsync(ClusterPart.Scheduler);
                    break;
                case 9 when cluster.Chance.Next(3) == 0:
                    await cluster.Cluster.RestartAsync(ClusterPart.Controllers);
                    break;
                default:
                    break;
            }
        }

        private async Task AddAsync()
        {
            int number = made++;
            string className = cluster.Chance.Next(3) switch { 0 => "made", 1 => "now", _ => "local" };
            // Local volumes are kept when their claim goes, so there is an end to them.
            if (className == "local" && ++madeLocal > LocalPerNode)
                className = "made";
            string claim = $"claim-{number}";
            await cluster.CreateAsync(new PersistentVolumeClaim
            {
                Metadata = ObjectMeta.Empty with { Name = claim, Namespace = "default" },
                Spec = PersistentVolumeClaimSpec.Empty with
                {
                    AccessModes = ["ReadWriteOnce"],
                    StorageClassName = className,
                    Resources = VolumeResourceRequirements.Empty with { Requests = Size },
                },
            });
            await AddPodAsync($"pod-{number}", claim);
        }

        private async Task AddPodAsync(string name, string claim)
        {
            await cluster.CreateAsync(new Pod
            {
                Metadata = ObjectMeta.Empty with { Name = name, Namespace = "default" },
                Spec = PodSpec.Empty with
                {
                    Containers = [Container.Empty with { Name = "main", Image = "main:1" }],
                    Volumes =
                    [
                        new Volume
                        {
                            Name = "data",
                            PersistentVolumeClaim = new PersistentVolumeClaimVolumeSource { ClaimName = claim },
                        },
                    ],
                },
            });
            present.Add((name, claim));
        }

        private async Task RemoveAsync((string Pod, string Claim) gone)
        {
            present.Remove(gone);
            await cluster.Client.DeleteAsync<Pod>(
                new("default", gone.Pod), new DeleteOptions { GracePeriodSeconds = 0 }, CancellationToken.None);
            if (present.All(other => other.Claim != gone.Claim))
            {
                await cluster.Client.DeleteAsync<PersistentVolumeClaim>(
                    new("default", gone.Claim), null, CancellationToken.None);
            }
        }

        private async Task<string> ConvergeAsync(
            Informer<Pod> pods, Informer<PersistentVolumeClaim> claims, Informer<PersistentVolume> volumes)
        {
            string problem = "";
            // Longer than a binding waits, and than a Pod stays unschedulable without being looked at.
            for (int i = 0; i < 1500; i++)
            {
                await cluster.DelayAsync(TimeSpan.FromSeconds(1));
                problem = Problem(pods.List(), claims.List(), volumes.List());
                if (problem.Length == 0)
                    return "";
            }
            // What the Pod and its claim were told helps to see why.
            foreach ((string pod, string claim) in present.Where(one => problem.Contains(one.Pod + " ",
                StringComparison.Ordinal)))
            {
                problem += $" ({claims.Get(new("default", claim))?.Status.Phase}, "
                    + $"{string.Join(", ", claims.Get(new("default", claim))?.Metadata.Annotations.Keys ?? [])}: "
                    + string.Join(" | ", [.. await cluster.EventsAsync(pod), .. await cluster.EventsAsync(claim)])
                    + ")";
            }
            return problem;
        }

        private string Problem(
            IReadOnlyList<Pod> pods, IReadOnlyList<PersistentVolumeClaim> claims,
            IReadOnlyList<PersistentVolume> volumes)
        {
            if (pods.Count != present.Count)
                return $"{pods.Count} Pods of {present.Count}";
            if (pods.FirstOrDefault(static pod => pod.Status.Phase != "Running") is { } pod)
                return $"{pod.Metadata.Name} is {pod.Status.Phase} on \"{pod.Spec.NodeName}\"";
            HashSet<string> wanted = [.. present.Select(static one => one.Claim)];
            if (claims.FirstOrDefault(claim => !wanted.Contains(claim.Metadata.Name)) is { } left)
                return $"{left.Metadata.Name} is still there";
            if (claims.FirstOrDefault(static claim => claim.Status.Phase != "Bound") is { } unbound)
                return $"{unbound.Metadata.Name} is {unbound.Status.Phase}";
            foreach (PersistentVolumeClaim claim in claims)
            {
                PersistentVolume? volume = volumes.FirstOrDefault(one => one.Metadata.Name == claim.Spec.VolumeName);
                if (volume is not { Status.Phase: "Bound" } || volume.Spec.ClaimRef?.Uid != claim.Metadata.Uid)
                    return $"{claim.Metadata.Name} has {claim.Spec.VolumeName}, which is {volume?.Status.Phase}";
            }
            return volumes.FirstOrDefault(volume => volume.Spec.PersistentVolumeReclaimPolicy == "Delete"
                && claims.All(claim => claim.Spec.VolumeName != volume.Metadata.Name)) is { } spare
                ? $"{spare.Metadata.Name} is {spare.Status.Phase} and nobody's" : "";
        }

        private Informer<T> Watch<T>(InformerHandler<T> handler, CancellationToken cancellationToken)
            where T : ApiObject
        {
            Informer<T> informer = new(cluster.Client.Transport, cluster.Clock, InformerOptions.All);
            informer.AddHandler(handler);
            _ = Loop.Run("witness", cluster.Clock, informer.RunAsync, cancellationToken);
            return informer;
        }

        private static Dictionary<string, Quantity> Size => new() { ["storage"] = Quantity.Parse("1Gi") };

        private static StorageClass Class(string name, string provisioner, bool delayed) => new()
        {
            Metadata = ObjectMeta.Empty with { Name = name },
            Provisioner = provisioner,
            ReclaimPolicy = "Delete",
            VolumeBindingMode = delayed ? "WaitForFirstConsumer" : "Immediate",
        };
    }

    /// <summary>Sees every change in the order of the store and keeps the books.</summary>
    private sealed class Witness
    {
        private readonly Dictionary<string, string> volumeOf = [];
        private readonly Dictionary<string, string> claimOf = [];

        public List<string> Broken { get; } = [];

        public void See(PersistentVolumeClaim? before, PersistentVolumeClaim? after)
        {
            if (after is null || after.Spec.VolumeName.Length == 0)
                return;
            string uid = after.Metadata.Uid, volume = after.Spec.VolumeName;
            if (volumeOf.TryGetValue(uid, out string? known) && known != volume)
                Broken.Add($"{after.Metadata.Name} had {known} and has {volume}");
            volumeOf[uid] = volume;
            if (claimOf.TryGetValue(volume, out string? other) && other != uid)
                Broken.Add($"{volume} was given to two claims");
            claimOf[volume] = uid;
            if (after.Status.Phase == "Lost")
                Broken.Add($"{after.Metadata.Name} is lost");
        }

        public void See(PersistentVolume? before, PersistentVolume? after)
        {
            if (after?.Spec.ClaimRef is not { Uid.Length: > 0 } reference)
                return;
            if (claimOf.TryGetValue(after.Metadata.Name, out string? known) && known != reference.Uid)
                Broken.Add($"{after.Metadata.Name} is promised to another claim than the one that has it");
        }

        public void See(Pod? pod, Informer<PersistentVolumeClaim> claims, Informer<PersistentVolume> volumes)
        {
            if (pod is not { Spec.NodeName.Length: > 0 })
                return;
            string claimName = pod.Spec.Volumes.First(static volume => volume.PersistentVolumeClaim is not null)
                .PersistentVolumeClaim!.ClaimName;
            if (claims.Get(new("default", claimName)) is not { Spec.VolumeName.Length: > 0 } claim
                || volumes.Get(new("", claim.Spec.VolumeName)) is not { Spec.NodeAffinity: { } affinity })
                return; // Not seen yet, or usable everywhere.
            IReadOnlyList<string> nodes = affinity.Required!.NodeSelectorTerms[0].MatchExpressions[0].Values;
            if (!nodes.Contains(pod.Spec.NodeName))
                Broken.Add($"{pod.Metadata.Name} is on {pod.Spec.NodeName}, its volume on {nodes[0]}");
        }
    }
}
