using System.Globalization;
using CsCheck;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Policy;
using Kubesharp.Api.Storage;
using Kubesharp.Scheduler;
using Kubesharp.Scheduler.Configuration;
using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Preemption;
using Kubesharp.Scheduler.Queue;
using Kubesharp.Scheduler.Snapshot;
using Kubesharp.Simulation.Clock;
using Xunit;
using Status = Kubesharp.Scheduler.Framework.Status;

namespace Kubesharp.Tests.Scheduler.Framework;

/// <summary>
/// The scheduler against a twin that is written in the plainest way, on random clusters that change between decisions:
/// same feasible nodes, same reasons, same scores, same victims.
/// </summary>
public sealed class NaiveTwinTests
{
    // Some seconds; KUBESHARP_TWIN_CLUSTERS=10000 is the long run, KUBESHARP_TWIN_SEED repeats one cluster.
    private const int Clusters = 400;

    [Fact]
    public void Fast_and_naive_decide_alike()
    {
        if (int.TryParse(Environment.GetEnvironmentVariable("KUBESHARP_TWIN_SEED"), out int one))
        {
            new World(one).Run();
            return;
        }
        int count = int.TryParse(Environment.GetEnvironmentVariable("KUBESHARP_TWIN_CLUSTERS"), out int given)
            ? given : Clusters;
        Gen.Int[0, int.MaxValue - 1].Sample(
            static seed =>
            {
                try
                {
                    new World(seed).Run();
                }
                catch (Exception exception)
                {
                    throw new InvalidOperationException(
                        $"cluster {seed} differs (KUBESHARP_TWIN_SEED={seed} runs it alone): {exception.Message}",
                        exception);
                }
            },
            iter: count, threads: 2);
    }

    /// <summary>One random cluster, kept twice.</summary>
    private sealed class World
    {
        private const int Rounds = 6;

        private readonly Random random;
        private readonly RandomObjects objects;
        private readonly NaiveCluster naive = new();
        private readonly ClusterSnapshot snapshot = new();
        private readonly ClusterObjects others = new();
        private readonly NominatedPods nominated = new();
        private readonly PluginContext context;
        private readonly Profile profile;
        private readonly SchedulingAlgorithm algorithm;

        public World(int seed)
        {
            random = new Random(seed);
            objects = new RandomObjects(random);
            Entropy entropy = Entropy.Seeded(seed);
            context = new PluginContext
            {
                Snapshot = snapshot,
                Objects = others,
                Nominated = nominated,
                Entropy = entropy,
                Time = new SimulatedClock(DateTimeOffset.UnixEpoch),
            };
            ProfileOptions options = new()
            {
                Arguments = new Dictionary<string, object>
                {
                    [nameof(DefaultPreemption)] = new DefaultPreemptionArgs { MinCandidateNodesAbsolute = 1000 },
                },
            };
            profile = ProfileBuilder.Build(options, new PluginRegistry(), context);
            algorithm = new SchedulingAlgorithm(snapshot, nominated, entropy, percentageOfNodesToScore: 100);
        }

        public void Run()
        {
            Populate();
            Pod pod = objects.Pod(placed: false, ClaimNames(), NodeNames());
            for (int round = 0; round < Rounds; round++)
            {
                Disturb();
                // Often the next of one template: what was found out for the last one may count for it.
                pod = round > 0 && objects.Chance(0.5)
                    ? Sibling(pod, round) : objects.Pod(placed: false, ClaimNames(), NodeNames());
                Compare(pod);
            }
        }

        private static Pod Sibling(Pod pod, int number) => pod with
        {
            Metadata = pod.Metadata with
            {
                Name = $"{pod.Metadata.Name}-{number}", Uid = $"{pod.Metadata.Uid}-{number}",
            },
        };

        private string[] NodeNames() => [.. naive.Nodes.Select(static node => node.Metadata.Name)];

        private string[] ClaimNames() => [.. naive.Claims.Select(static claim => claim.Metadata.Name).Distinct()];

        private void Populate()
        {
            foreach (string name in RandomObjects.Namespaces)
                SetNamespace(name);
            for (int i = random.Next(0, 3); i > 0; i--)
            {
                PodDisruptionBudget budget = objects.Budget(i);
                naive.Budgets.Add(budget);
                others.Set(budget);
                Service service = objects.Service(i);
                naive.Services.Add(service);
                others.Set(service);
            }
            for (int i = objects.Chance(0.3) ? 3 : 0; i > 0; i--)
                AddVolume(i);
            int nodes = random.Next(1, 9);
            for (int i = 0; i < nodes; i++)
                SetNode(objects.Node($"node-{i}"));
            for (int i = random.Next(0, 30); i > 0; i--)
                Place(objects.Pod(placed: true, ClaimNames(), NodeNames()), $"node-{random.Next(nodes + 1)}");
            for (int i = random.Next(0, 3); i > 0; i--)
                Nominate(objects.Pod(placed: false, [], NodeNames()), $"node-{random.Next(nodes)}");
        }

        /// <summary>What happens between two decisions: the tallies must follow.</summary>
        private void Disturb()
        {
            for (int i = random.Next(0, 5); i > 0; i--)
            {
                switch (random.Next(6))
                {
                    case 0 when naive.Placed.Count > 0:
                        Remove(naive.Placed[random.Next(naive.Placed.Count)].Pod);
                        break;
                    case 1 when naive.Nodes.Count > 0:
                        SetNode(objects.Node(objects.Any(NodeNames())));
                        break;
                    case 2 when naive.Nodes.Count > 1 && objects.Chance(0.3):
                        RemoveNode(objects.Any(NodeNames()));
                        break;
                    case 3:
                        SetNamespace(objects.Any(RandomObjects.Namespaces));
                        break;
                    case 4:
                        SetNode(objects.Node($"node-{random.Next(9)}"));
                        break;
                    default:
                        Place(objects.Pod(placed: true, ClaimNames(), NodeNames()), $"node-{random.Next(9)}");
                        break;
                }
            }
        }

        private void AddVolume(int number)
        {
            PersistentVolume volume = objects.Volume(number);
            naive.Volumes.Add(volume);
            others.Set(volume);
            // In each namespace, so that whoever names the claim finds one.
            foreach (string name in RandomObjects.Namespaces)
            {
                PersistentVolumeClaim claim = new()
                {
                    Metadata = ObjectMeta.Empty with
                    {
                        Name = $"claim-{number}",
                        Namespace = name,
                        Annotations = new Dictionary<string, string> { ["pv.kubernetes.io/bind-completed"] = "yes" },
                    },
                    Spec = PersistentVolumeClaimSpec.Empty with { VolumeName = volume.Metadata.Name },
                };
                naive.Claims.Add(claim);
                others.Set(claim);
            }
        }

        private void SetNamespace(string name)
        {
            Dictionary<string, string> labels =
                objects.Chance(0.3) ? [] : new() { ["team"] = objects.Any("red", "blue") };
            naive.Namespaces[name] = labels;
            snapshot.SetNamespace(name, labels);
        }

        private void SetNode(Node node)
        {
            int index = naive.Nodes.FindIndex(known => known.Metadata.Name == node.Metadata.Name);
            if (index >= 0)
                naive.Nodes[index] = node;
            else
                naive.Nodes.Add(node);
            snapshot.SetNode(node);
            if (index >= 0 || !objects.Chance(0.5))
                return;
            CSINode csiNode = new()
            {
                Metadata = ObjectMeta.Empty with { Name = node.Metadata.Name },
                Spec = new CSINodeSpec
                {
                    Drivers = [new() { Name = "csi.example.com", Allocatable = new() { Count = random.Next(1, 3) } }],
                },
            };
            naive.CsiNodes.RemoveAll(known => known.Metadata.Name == node.Metadata.Name);
            naive.CsiNodes.Add(csiNode);
            others.Set(csiNode);
        }

        private void RemoveNode(string name)
        {
            naive.Nodes.RemoveAll(node => node.Metadata.Name == name);
            snapshot.RemoveNode(name);
        }

        private void Place(Pod pod, string node)
        {
            naive.Placed.Add((pod, node));
            snapshot.Place(new PodInfo(pod), node);
        }

        private void Remove(Pod pod)
        {
            naive.Placed.RemoveAll(place => place.Pod.Metadata.Uid == pod.Metadata.Uid);
            snapshot.Remove(pod.Metadata.Uid);
        }

        private void Nominate(Pod pod, string node)
        {
            naive.Nominated.Add((pod, node));
            nominated.Set(new PodInfo(pod), node);
        }

        private void Compare(Pod pod)
        {
            PodInfo info = new(pod);
            CycleState state = new();
            Decision decision = algorithm.Decide(profile, state, info);
            NaiveFilters filters = new(naive, pod);
            List<Node> feasible = [.. naive.Nodes.Where(node => filters.Reject(node) is null)];
            Assert.Equal(
                feasible.Select(static node => node.Metadata.Name).Order(),
                algorithm.FeasibleNodes.Select(static node => node.Name).Order());
            CompareReasons(info, state, filters);
            if (feasible.Count == 0)
            {
                Assert.Null(decision.Node);
                CompareDiagnosis(decision.Diagnosis, filters);
                ComparePreemption(pod, info, state, decision.Diagnosis);
                return;
            }
            if (feasible.Count > 1)
                CompareScores(pod, feasible, decision.Node!.Name);
            Place(pod, decision.Node!.Name);
        }

        private void CompareReasons(PodInfo info, CycleState state, NaiveFilters filters)
        {
            foreach (Node node in naive.Nodes)
            {
                Status status = profile.FilterWithNominated(
                    state, info, snapshot.Find(node.Metadata.Name)!, nominated, out _);
                NaiveRejection? expected = filters.Reject(node);
                Assert.Equal(expected?.Reasons ?? "", status.Message);
                if (expected is not null)
                    Assert.Equal(expected.Final, status.Code == StatusCode.UnschedulableAndUnresolvable);
            }
        }

        private void CompareDiagnosis(Diagnosis diagnosis, NaiveFilters filters)
        {
            foreach ((NodeInfo node, Status status) in diagnosis.Rejected)
                Assert.Equal(filters.Reject(node.Node)!.Reasons, status.Message);
        }

        private void CompareScores(Pod pod, List<Node> feasible, string chosen)
        {
            long[] expected = new NaiveScores(naive, pod, feasible).Totals();
            Dictionary<string, long> actual = [];
            for (int i = 0; i < algorithm.FeasibleNodes.Count; i++)
                actual[algorithm.FeasibleNodes[i].Name] = algorithm.Totals[i];
            Assert.Equal(
                feasible.Select((node, i) => $"{node.Metadata.Name} {expected[i]}"),
                feasible.Select(node => string.Create(
                    CultureInfo.InvariantCulture, $"{node.Metadata.Name} {actual[node.Metadata.Name]}")));
            Assert.Equal(expected.Max(), actual[chosen]);
        }

        private void ComparePreemption(Pod pod, PodInfo info, CycleState state, Diagnosis diagnosis)
        {
            NaivePreemption naively = new(naive, pod);
            NaiveFilters filters = new(naive, pod);
            List<NaivePreemption.Candidate> expected = [.. naive.Nodes
                .Where(node => diagnosis.StatusOf(node.Metadata.Name)?.Code == StatusCode.Unschedulable
                    && filters.Reject(node) is { Final: false })
                .Select(naively.On).OfType<NaivePreemption.Candidate>()];
            DefaultPreemption preemption = profile.PostFilters.OfType<DefaultPreemption>().Single();
            IReadOnlyList<PreemptionCandidate> actual = preemption.FindCandidates(
                state, info, diagnosis, new Diagnosis(snapshot.Nodes.Count));
            // A search may end with the first node that hurts no budget and enough others; here it goes through all.
            Assert.Equal(
                expected.Select(static candidate => Line(
                    candidate.Node, candidate.Victims.Select(static victim => victim.Metadata.Name),
                    candidate.Violations)).Order(),
                actual.Select(static candidate => Line(
                    candidate.Node.Name, candidate.Victims.Select(static victim => victim.Pod.Metadata.Name),
                    candidate.BudgetViolations)).Order());
            if (expected.Count == 0)
                return;
            string best = CandidateOrder.Best(actual).Node.Name;
            Assert.Equal(
                expected.Min(NaivePreemption.Cost),
                NaivePreemption.Cost(expected.Find(candidate => candidate.Node == best)!));
        }

        private static string Line(string node, IEnumerable<string> victims, int violations) =>
            $"{node}: {string.Join(' ', victims)} ({violations})";
    }
}
