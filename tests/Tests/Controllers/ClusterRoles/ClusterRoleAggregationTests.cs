using Kubesharp.Api.Rbac;
using Kubesharp.Client;
using Kubesharp.Simulation.Nodes;
using Xunit;

namespace Kubesharp.Tests.Controllers.ClusterRoles;

public sealed class ClusterRoleAggregationTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact] // E089
    public async Task A_role_shows_the_rules_of_those_that_it_selects_through_all_levels()
    {
        using CancellationTokenSource patience = new(Patience);
        await using InProcessCluster cluster = await InProcessCluster.StartAsync(
            new InProcessClusterOptions { Nodes = new SimulatedNodesOptions { Count = 1 } }, patience.Token);
        PolicyRule rule = new() { Verbs = ["get"], ApiGroups = ["example.com"], Resources = ["things"] };
        ApiResult<ClusterRole> made = await cluster.Client.CreateAsync(
            new ClusterRole
            {
                Metadata = new()
                {
                    Name = "things-view",
                    Labels = new Dictionary<string, string>
                    {
                        ["rbac.authorization.k8s.io/aggregate-to-view"] = "true",
                    },
                },
                Rules = [rule],
            },
            patience.Token);
        Assert.True(made.Error is null, made.Error?.ToString());
        // view is part of edit, and edit of admin.
        foreach (string name in (string[])["view", "edit", "admin"])
        {
            ClusterRole role = await cluster.UntilAsync<ClusterRole>(
                "", name, one => one.Rules.Contains(rule), patience.Token);
            Assert.Single(role.Rules, one => one.Equals(rule));
        }
        Assert.Null(await cluster.Client.DeleteAsync<ClusterRole>(new("", "things-view"), null, patience.Token));
        await cluster.UntilAsync<ClusterRole>("", "admin", one => !one.Rules.Contains(rule), patience.Token);
    }
}
