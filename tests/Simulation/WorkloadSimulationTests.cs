using Kubesharp.Api;
using Kubesharp.Api.Apps;
using Kubesharp.Api.Batch;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Policy;
using Kubesharp.Api.Transport;
using Kubesharp.Client;
using Kubesharp.Simulation.Faults;
using Kubesharp.Simulation.Nodes;
using Xunit;

namespace Kubesharp.Tests.Simulation;

/// <summary>
/// Workloads of every kind side by side under one seed. While messages are lost, late and doubled, watches break and
/// expire, writes conflict, parts restart, nodes are slow and the clock jumps, templates and sizes change and Pods are
/// evicted. When the trouble is over the cluster must be as the specs ask; and on the way no promise may be broken.
/// </summary>
public sealed class WorkloadSimulationTests
{
    // Enough to find what a change breaks; `dotnet make.cs simulate` runs ten thousand.
    private const int Runs = 60;
    private const int Nodes = 3;

    private static readonly FaultPlan Faults = new()
    {
        DelayMax = TimeSpan.FromMilliseconds(80),
        LostRequest = 0.02,
        LostResponse = 0.02,
        Conflict = 0.03,
        BrokenWatch = 0.01,
        DuplicatedEvent = 0.02,
        ExpiredWatch = 0.005,
    };

    [Fact]
    public void Workloads_converge_and_keep_their_promises()
    {
        int evicted = 0;
        Seeds.Each(Runs, seed =>
        {
            Outcome outcome = Run(seed);
            Interlocked.Add(ref evicted, outcome.Evicted);
            if (outcome.Problems is { Length: > 0 } problems)
                Assert.Fail(problems);
        });
        // Otherwise nothing has been asked of the budget.
        Assert.True(evicted > 0 || Seeds.Count(Runs) < Runs);
    }

    [Fact]
    public void The_same_seed_takes_the_same_course() => Assert.Equal(Run(7), Run(7));

    private static Outcome Run(int seed)
    {
        Entropy slowness = Entropy.Seeded(seed + 2);
        return Simulated.Run(
            seed, Faults,
            new SimulatedNodesOptions
            {
                Count = Nodes,
                StartDelay = TimeSpan.FromMilliseconds(500),
                // Slow nodes: each Pod takes its own time to be ready and to stop.
                ProgramOf = pod => PodProgram.Of(pod) with
                {
                    ReadyAfter = TimeSpan.FromMilliseconds(Spread(pod, 0) * 3000),
                    StopsAfter = TimeSpan.FromMilliseconds(Spread(pod, 1) * 4000),
                },
            },
            cluster => new Scenario(cluster, slowness).RunAsync());
    }

    // By the Pod, so that asking twice gives one answer.
    private static double Spread(Pod pod, int which) =>
        (pod.Metadata.Uid[which] + pod.Metadata.Uid[which + 2] * 16) % 97 / 97.0;

    private sealed record Outcome(string Problems, TimeSpan Elapsed, int Evicted);

    private sealed class Scenario(Simulated cluster, Entropy chance)
    {
        private readonly Promises promises = new();
        private readonly bool indexed = chance.Next(2) == 0;
        private readonly bool surges = chance.Next(2) == 0;
        private readonly int completions = 3 + chance.Next(5);
        private int image = 1;

        public async Task<Outcome> RunAsync()
        {
            promises.DeploymentPodsMax = 6 + (surges ? 2 : 0);
            promises.DaemonPodsMax = surges ? 2 : 1;
            promises.JobPodsMax = 3;
            using CancellationTokenSource watching = new();
            Task watch = Loop.Run("promises", cluster.Clock,
                token => promises.RunAsync(cluster.Client.Transport, cluster.Clock, token), watching.Token);

            await CreateAsync();
            int steps = 6 + chance.Next(6);
            for (int i = 0; i < steps; i++)
            {
                await cluster.DelayAsync(TimeSpan.FromSeconds(4 * chance.NextDouble()));
                await StepAsync();
            }
            cluster.Heal();
            // What is asked for in the end.
            await PatchAsync<Deployment>("web", """{"spec":{"replicas":4}}""");
            await PatchAsync<StatefulSet>("db", """{"spec":{"replicas":3}}""");
            string problems = await ConvergeAsync();
            await Loop.CancelAsync(watching);
            await watch;
            return new(string.Join("; ", promises.Broken.Append(problems).Where(static text => text.Length > 0)),
                cluster.Clock.Elapsed, promises.Evicted);
        }

        private async Task CreateAsync()
        {
            await cluster.UntilAsync<ServiceAccount>("default", static _ => true); // Pods need it.
            await cluster.CreateAsync(new Pod
            {
                Metadata = ObjectMeta.Empty with
                {
                    Name = "bystander",
                    Namespace = "default",
                    Labels = new Dictionary<string, string> { ["bystander"] = "true" },
                },
                Spec = Template("bystander").Spec,
            });
            await cluster.CreateAsync(new Deployment
            {
                Metadata = Named("web"),
                Spec = DeploymentSpec.Empty with
                {
                    Replicas = 4,
                    Selector = Selector("web"),
                    Template = Template("web"),
                    Strategy = DeploymentStrategy.Empty with
                    {
                        Type = "RollingUpdate",
                        RollingUpdate = new RollingUpdateDeployment
                        {
                            MaxSurge = surges ? 2 : 0, MaxUnavailable = surges ? 0 : 2,
                        },
                    },
                },
            });
            await cluster.CreateAsync(new StatefulSet
            {
                Metadata = Named("db"),
                Spec = StatefulSetSpec.Empty with
                {
                    Replicas = 3,
                    ServiceName = "db",
                    Selector = Selector("db"),
                    Template = Template("db"),
                    PodManagementPolicy = surges ? "Parallel" : "OrderedReady",
                },
            });
            await cluster.CreateAsync(new DaemonSet
            {
                Metadata = Named("logs"),
                Spec = DaemonSetSpec.Empty with
                {
                    Selector = Selector("logs"),
                    Template = Template("logs"),
                    UpdateStrategy = DaemonSetUpdateStrategy.Empty with
                    {
                        Type = "RollingUpdate",
                        RollingUpdate = new RollingUpdateDaemonSet
                        {
                            MaxSurge = surges ? 1 : 0, MaxUnavailable = surges ? 0 : 1,
                        },
                    },
                },
            });
            await cluster.CreateAsync(new ReplicationController
            {
                Metadata = Named(Promises.Kept),
                Spec = ReplicationControllerSpec.Empty with
                {
                    Replicas = Promises.KeptReplicas,
                    Selector = new Dictionary<string, string> { ["app"] = Promises.Kept },
                    Template = Template(Promises.Kept),
                },
            });
            // The same in two ways.
            bool counts = chance.Next(2) == 0;
            await cluster.CreateAsync(new PodDisruptionBudget
            {
                Metadata = Named(Promises.Kept),
                Spec = PodDisruptionBudgetSpec.Empty with
                {
                    Selector = Selector(Promises.Kept),
                    MinAvailable = counts ? Promises.KeptAvailableMin : null,
                    MaxUnavailable = counts ? (IntOrString?)null : new IntOrString("33%"),
                },
            });
            PodTemplateSpec work = Template("work");
            await cluster.CreateAsync(new Job
            {
                Metadata = Named("work"),
                Spec = JobSpec.Empty with
                {
                    Parallelism = 3,
                    Completions = completions,
                    BackoffLimit = 100,
                    CompletionMode = indexed ? "Indexed" : "NonIndexed",
                    Template = work with
                    {
                        Metadata = work.Metadata with
                        {
                            Annotations = new Dictionary<string, string>
                            {
                                ["simulation.kubesharp.io/runs-for"] = "3s",
                            },
                        },
                        Spec = work.Spec with { RestartPolicy = "Never" },
                    },
                },
            });
        }

        private async Task StepAsync()
        {
            switch (chance.Next(10))
            {
                case 0:
                    await PatchAsync<Deployment>("web", Image());
                    break;
                case 1:
                    await PatchAsync<StatefulSet>("db", Image());
                    break;
                case 2:
                    await PatchAsync<DaemonSet>("logs", Image());
                    break;
                case 3:
                    await PatchAsync<Deployment>("web", $$"""{"spec": {"replicas": {{2 + chance.Next(5)}} } }""");
                    break;
                case 4:
                    await PatchAsync<StatefulSet>("db", $$"""{"spec": {"replicas": {{1 + chance.Next(5)}} } }""");
                    break;
                case 5:
                    await cluster.Cluster.RestartAsync((ClusterPart)chance.Next(4));
                    break;
                case 6:
                    await DeletePodAsync();
                    break;
                case 7:
                    cluster.Clock.Jump(TimeSpan.FromSeconds(1 + chance.Next(30)));
                    break;
                default:
                    await EvictAsync();
                    break;
            }
        }

        private string Image() => $$$"""
            {"spec": {"template": {"spec": {"containers": [{"name": "main", "image": "v:{{{++image}}}" } ] } } } }
            """;

        private async Task DeletePodAsync()
        {
            List<Pod> pods = [.. (await cluster.ListAsync<Pod>()).Where(static pod =>
                pod.Metadata.OwnerReferences.Count > 0 && pod.Metadata.DeletionTimestamp is null
                && pod.Metadata.Labels.GetValueOrDefault("app") != Promises.Kept)
                .OrderBy(static pod => pod.Metadata.Name, StringComparer.Ordinal)];
            if (pods.Count == 0)
                return;
            Pod victim = pods[chance.Next(pods.Count)];
            await cluster.Client.DeleteAsync<Pod>(ObjectKey.Of(victim), null, CancellationToken.None);
        }

        // Whoever drains a node asks for all at once; the budget says how many may go.
        private async Task EvictAsync()
        {
            List<Pod> kept = [.. (await cluster.ListAsync<Pod>())
                .Where(static pod => pod.Metadata.Labels.GetValueOrDefault("app") == Promises.Kept)
                .OrderBy(static pod => pod.Metadata.Name, StringComparer.Ordinal)];
            await Task.WhenAll(kept.Select(pod => cluster.Client.CallAsync<Status>(
                new ApiRequest
                {
                    Verb = Verb.Create,
                    Resource = new("", "v1", "pods"),
                    Namespace = "default",
                    Name = pod.Metadata.Name,
                    Subresource = "eviction",
                    Body = new Eviction { Metadata = Named(pod.Metadata.Name) },
                },
                CancellationToken.None)));
        }

        private async Task PatchAsync<T>(string name, string patch)
            where T : ApiObject => Assert.Null((await cluster.Client.PatchAsync<T>(
                new("default", name), PatchType.Strategic, patch, CancellationToken.None)).Error);

        /// <summary>Waits, at most some minutes, and says what is not as it should be.</summary>
        private async Task<string> ConvergeAsync()
        {
            string problems = "";
            for (int i = 0; i < 600; i++)
            {
                problems = await LookAsync();
                if (problems.Length == 0)
                    break;
                await cluster.DelayAsync(TimeSpan.FromSeconds(1));
            }
            return problems;
        }

        private async Task<string> LookAsync()
        {
            Deployment web = (await cluster.GetAsync<Deployment>("web"))!;
            StatefulSet db = (await cluster.GetAsync<StatefulSet>("db"))!;
            DaemonSet logs = (await cluster.GetAsync<DaemonSet>("logs"))!;
            Job work = (await cluster.GetAsync<Job>("work"))!;
            ReplicationController kept = (await cluster.GetAsync<ReplicationController>(Promises.Kept))!;
            PodDisruptionBudget budget = (await cluster.GetAsync<PodDisruptionBudget>(Promises.Kept))!;
            IReadOnlyList<Pod> pods = await cluster.ListAsync<Pod>();
            List<string> problems = [];
            Check(web.Metadata.Generation == web.Status.ObservedGeneration
                && web.Status is { Replicas: 4, UpdatedReplicas: 4, AvailableReplicas: 4 }, $"Deployment {web.Status}");
            Check(db.Metadata.Generation == db.Status.ObservedGeneration
                && db.Status is { Replicas: 3, UpdatedReplicas: 3, AvailableReplicas: 3 }
                && db.Status.CurrentRevision == db.Status.UpdateRevision, $"StatefulSet {db.Status}");
            Check(logs.Metadata.Generation == logs.Status.ObservedGeneration && logs.Status is
                { DesiredNumberScheduled: Nodes, UpdatedNumberScheduled: Nodes, NumberAvailable: Nodes },
                $"DaemonSet {logs.Status}");
            Check(work.Status.Succeeded == completions
                && work.Status.Conditions.Any(static condition => condition is { Type: "Complete", Status: "True" }),
                $"Job {work.Status}");
            Check(kept.Status.ReadyReplicas == Promises.KeptReplicas, $"ReplicationController {kept.Status}");
            Check(budget.Status is { DisruptionsAllowed: 1, ExpectedPods: Promises.KeptReplicas },
                $"PodDisruptionBudget {budget.Status}");
            // Of an Indexed Job each index counts once however often it has succeeded; otherwise each Pod does.
            Check(promises.Successes(indexed) >= work.Status.Succeeded,
                $"Job counts {work.Status.Succeeded} of {promises.Successes(indexed)} successes");
            Check(pods.Count(static pod => pod.Status.Phase is not ("Succeeded" or "Failed")) 
                == 4 + 3 + Nodes + 1 + Promises.KeptReplicas,
                $"{pods.Count} Pods");
            Check(pods.All(static pod => pod.Metadata.Finalizers.Count == 0), "Pods are held back");
            Check(pods.Where(static pod => pod.Metadata.OwnerReferences is [{ Kind: "ReplicaSet" }])
                .All(pod => pod.Spec.Containers[0].Image == web.Spec.Template.Spec.Containers[0].Image),
                "Pods of an old template");
            return string.Join("; ", problems);

            void Check(bool holds, string otherwise)
            {
                if (!holds)
                    problems.Add(otherwise);
            }
        }

        private static ObjectMeta Named(string name) =>
            ObjectMeta.Empty with { Name = name, Namespace = "default" };

        private static LabelSelector Selector(string name) =>
            LabelSelector.Empty with { MatchLabels = new Dictionary<string, string> { ["app"] = name } };

        private static PodTemplateSpec Template(string name) => PodTemplateSpec.Empty with
        {
            Metadata = ObjectMeta.Empty with { Labels = new Dictionary<string, string> { ["app"] = name } },
            Spec = PodSpec.Empty with { Containers = [Container.Empty with { Name = "main", Image = "v:1" }] },
        };
    }
}
