using Kubesharp.Api;
using Kubesharp.Api.Apps;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;
using Kubesharp.Simulation.Faults;
using Kubesharp.Simulation.Nodes;
using Xunit;

namespace Kubesharp.Tests.Simulation;

/// <summary>Rollouts of Deployments that take their time, which passes at once.</summary>
public sealed class RolloutSimulationTests
{
    [Fact]
    public void Recreate_never_mixes_templates()
    {
        int mixed = Run(async cluster =>
        {
            await cluster.CreateAsync(DeploymentOf(spec => spec with
            {
                Strategy = DeploymentStrategy.Empty with { Type = "Recreate" },
            }));
            await cluster.UntilAsync<Deployment>("web", IsDone);
            await PatchAsync(cluster, Image("web:2"));
            int mixed = 0;
            while (!IsDone((await cluster.GetAsync<Deployment>("web"))!))
            {
                IReadOnlyList<Pod> pods = await cluster.ListAsync<Pod>();
                mixed += pods.Select(static pod => pod.Spec.Containers[0].Image).Distinct().Count() > 1 ? 1 : 0;
                await cluster.DelayAsync(TimeSpan.FromMilliseconds(100));
            }
            Assert.All(await cluster.ListAsync<Pod>(),
                static pod => Assert.Equal("web:2", pod.Spec.Containers[0].Image));
            return mixed;
        });

        Assert.Equal(0, mixed);
    }

    [Fact] // E100
    public void A_rollout_that_stands_still_exceeds_its_deadline()
    {
        (DeploymentCondition progressing, TimeSpan elapsed, int available) = Run(
            async cluster =>
            {
                await cluster.CreateAsync(DeploymentOf(static spec => spec with { ProgressDeadlineSeconds = 60 }));
                await cluster.UntilAsync<Deployment>("web", IsDone);
                await PatchAsync(cluster, Image("broken:1"));
                TimeSpan start = cluster.Clock.Elapsed;
                Deployment late = await cluster.UntilAsync<Deployment>("web", static deployment =>
                    Progressing(deployment).Status == "False");
                return (Progressing(late), cluster.Clock.Elapsed - start, late.Status.AvailableReplicas);
            });

        Assert.Equal("ProgressDeadlineExceeded", progressing.Reason);
        Assert.Matches("^ReplicaSet \"web-[a-z0-9]+\" has timed out progressing\\.$", progressing.Message);
        Assert.InRange(elapsed.TotalSeconds, 58, 75);
        Assert.Equal(3, available); // 25 % of three may not be missing: the old ones go on
    }

    [Fact] // E100
    public void A_new_rollout_starts_as_progressing()
    {
        IReadOnlyList<string> reasons = Run(async cluster =>
        {
            await cluster.CreateAsync(DeploymentOf(static spec => spec));
            await cluster.UntilAsync<Deployment>("web", IsDone);
            await PatchAsync(cluster, Image("broken:1"));
            List<string> reasons = [];
            for (int i = 0; i < 20; i++)
            {
                reasons.Add(Progressing((await cluster.GetAsync<Deployment>("web"))!).Reason);
                await cluster.DelayAsync(TimeSpan.FromMilliseconds(200));
            }
            return reasons;
        });

        Assert.Contains(reasons[^1], (IEnumerable<string>)["NewReplicaSetCreated", "ReplicaSetUpdated"]);
    }

    [Fact] // E101
    public void Old_ReplicaSets_beyond_the_limit_go()
    {
        (IReadOnlyList<ReplicaSet> replicaSets, Deployment deployment) = Run(async cluster =>
        {
            await cluster.CreateAsync(DeploymentOf(static spec => spec with { RevisionHistoryLimit = 1 }));
            for (int i = 2; i <= 5; i++)
            {
                await cluster.UntilAsync<Deployment>("web", IsDone);
                await PatchAsync(cluster, Image($"web:{i}"));
            }
            await cluster.UntilAsync<Deployment>("web", IsDone);
            await cluster.DelayAsync(TimeSpan.FromSeconds(10));
            return (await cluster.ListAsync<ReplicaSet>(), (await cluster.GetAsync<Deployment>("web"))!);
        });

        Assert.Equal(["4", "5"], replicaSets.Select(RevisionOf).Order());
        Assert.Equal("5", RevisionOf(deployment));
        Assert.All(replicaSets, static replicaSet => Assert.Equal(
            replicaSet.Metadata.Labels["pod-template-hash"],
            replicaSet.Spec.Template.Metadata.Labels["pod-template-hash"]));
    }

    [Fact]
    public void What_is_orphaned_is_adopted_again()
    {
        (string before, string after, int pods) = Run(async cluster =>
        {
            await cluster.CreateAsync(DeploymentOf(static spec => spec));
            await cluster.UntilAsync<Deployment>("web", IsDone);
            string before = Assert.Single(await cluster.ListAsync<ReplicaSet>()).Metadata.Uid;
            Assert.Null(await cluster.Client.DeleteAsync<Deployment>(
                new("default", "web"), new DeleteOptions { PropagationPolicy = "Orphan" }, CancellationToken.None));
            while (await cluster.GetAsync<Deployment>("web") is not null)
                await cluster.DelayAsync(TimeSpan.FromSeconds(1));
            ReplicaSet orphan = Assert.Single(await cluster.ListAsync<ReplicaSet>());
            Assert.Empty(orphan.Metadata.OwnerReferences);
            Deployment again = await cluster.CreateAsync(DeploymentOf(static spec => spec));
            await cluster.UntilAsync<Deployment>("web", IsDone);
            ReplicaSet adopted = Assert.Single(await cluster.ListAsync<ReplicaSet>());
            Assert.Equal(again.Metadata.Uid, Assert.Single(adopted.Metadata.OwnerReferences).Uid);
            return (before, adopted.Metadata.Uid, (await cluster.ListAsync<Pod>()).Count);
        });

        Assert.Equal(before, after);
        Assert.Equal(3, pods);
    }

    [Fact]
    public void A_name_that_is_taken_raises_the_collision_count()
    {
        Deployment deployment = Run(async cluster =>
        {
            await cluster.CreateAsync(DeploymentOf(static spec => spec));
            await cluster.UntilAsync<Deployment>("web", IsDone);
            ReplicaSet first = Assert.Single(await cluster.ListAsync<ReplicaSet>());
            await cluster.Client.DeleteAsync<Deployment>(new("default", "web"), null, CancellationToken.None);
            while ((await cluster.ListAsync<ReplicaSet>()).Count > 0)
                await cluster.DelayAsync(TimeSpan.FromSeconds(1));
            // Somebody else's, under the name that the template would get.
            await cluster.CreateAsync(new ReplicaSet
            {
                Metadata = ObjectMeta.Empty with { Name = first.Metadata.Name, Namespace = "default" },
                Spec = ReplicaSetSpec.Empty with
                {
                    Replicas = 0,
                    Selector = Selector("other"),
                    Template = Template("other", "other:1"),
                },
            });
            await cluster.CreateAsync(DeploymentOf(static spec => spec));
            return await cluster.UntilAsync<Deployment>("web", IsDone);
        });

        Assert.Equal(1, deployment.Status.CollisionCount);
    }

    private static T Run<T>(Func<Simulated, Task<T>> program) => Simulated.Run(
        1, FaultPlan.None,
        new SimulatedNodesOptions
        {
            Count = 2,
            ProgramOf = static pod => new PodProgram
            {
                ReadyAfter = pod.Spec.Containers[0].Image.StartsWith("broken", StringComparison.Ordinal)
                    ? TimeSpan.FromDays(1) : TimeSpan.FromSeconds(1),
                StopsAfter = TimeSpan.FromSeconds(3),
            },
        },
        program);

    private static async Task PatchAsync(Simulated cluster, string patch) =>
        Assert.Null((await cluster.Client.PatchAsync<Deployment>(
            new("default", "web"), PatchType.Strategic, patch, CancellationToken.None)).Error);

    private static string Image(string image) => $$"""
        {"spec": {"template": {"spec": {"containers": [{"name": "main", "image": "{{image}}" } ] } } } }
        """;

    private static string RevisionOf(ApiObject value) =>
        value.Metadata.Annotations["deployment.kubernetes.io/revision"];

    private static bool IsDone(Deployment deployment) =>
        deployment.Status.ObservedGeneration >= deployment.Metadata.Generation
        && deployment.Status is { Replicas: 3, UpdatedReplicas: 3, AvailableReplicas: 3, TerminatingReplicas: 0 };

    private static DeploymentCondition Progressing(Deployment deployment) =>
        deployment.Status.Conditions.Single(static condition => condition.Type == "Progressing");

    private static Deployment DeploymentOf(Func<DeploymentSpec, DeploymentSpec> with) => new()
    {
        Metadata = ObjectMeta.Empty with { Name = "web", Namespace = "default" },
        Spec = with(DeploymentSpec.Empty with
        {
            Replicas = 3, Selector = Selector("web"), Template = Template("web", "web:1"),
        }),
    };

    private static LabelSelector Selector(string name) =>
        LabelSelector.Empty with { MatchLabels = new Dictionary<string, string> { ["app"] = name } };

    private static PodTemplateSpec Template(string name, string image) => PodTemplateSpec.Empty with
    {
        Metadata = ObjectMeta.Empty with { Labels = new Dictionary<string, string> { ["app"] = name } },
        Spec = PodSpec.Empty with { Containers = [Container.Empty with { Name = "main", Image = image }] },
    };
}
