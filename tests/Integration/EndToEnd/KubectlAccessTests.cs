using System.Text.Json.Nodes;
using Xunit;

namespace Kubesharp.Tests.Integration.EndToEnd;

/// <summary>What the stock kubectl does about who one is and what one may do.</summary>
public sealed class KubectlAccessTests(ServerAlone server) : IClassFixture<ServerAlone>
{
    [Fact]
    public async Task E091_WhoAmISaysTheUserAndItsGroups()
    {
        string text = await server.Kubectl.RunAsync("auth", "whoami");
        Assert.Matches(@"(?m)^Username\s+kubernetes-admin", text);
        Assert.Contains("[system:masters system:authenticated]", text, StringComparison.Ordinal);
        text = await server.Kubectl.RunAsync(
            "auth", "whoami", "--as=ada", "--as-group=dev", "--as-uid=u-1", "-o",
            "jsonpath={.status.userInfo.username} {.status.userInfo.groups} {.status.userInfo.uid}");
        Assert.Equal("ada [\"dev\",\"system:authenticated\"] u-1", text);
    }

    [Fact]
    public async Task E091_CanIListsWhatRolesGive()
    {
        Kubectl kubectl = server.Kubectl;
        string text = await kubectl.RunAsync("auth", "can-i", "--list");
        Assert.Contains("*.*", text, StringComparison.Ordinal);
        await kubectl.RunAsync("create", "namespace", "listed");
        await kubectl.RunAsync(
            "create", "rolebinding", "readers", "-n", "listed", "--clusterrole=view", "--user=ada");
        text = await kubectl.RunAsync("auth", "can-i", "--list", "-n", "listed", "--as=ada");
        Assert.Matches(@"(?m)^pods\s+\[\]\s+\[\]\s+\[get list watch\]", text);
        Assert.Matches(@"(?m)^selfsubjectaccessreviews\.authorization\.k8s\.io\s+\[\]\s+\[\]\s+\[create\]", text);
        Assert.Matches(@"(?m)^\s+\[/healthz\]\s+\[\]\s+\[get\]", text);
        Assert.DoesNotMatch(@"(?m)^secrets\s", text);
        Assert.Equal("yes", (await kubectl.RunAsync(
            "auth", "can-i", "get", "pods", "-n", "listed", "--as=ada")).Trim());
        CommandResult no = await kubectl.TryAsync("auth", "can-i", "delete", "pods", "-n", "listed", "--as=ada");
        Assert.Equal((1, "no"), (no.ExitCode, no.Output.Trim()));
    }

    [Fact]
    public async Task E090_ReconcileMakesMendsAndExtendsRoles()
    {
        Kubectl kubectl = server.Kubectl;
        await kubectl.RunAsync("create", "namespace", "reconciled");
        const string roles = """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {name: reader, namespace: reconciled}
            rules:
            - {apiGroups: [""], resources: [configmaps], verbs: [get, list]}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: readers, namespace: reconciled}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
            subjects:
            - {apiGroup: rbac.authorization.k8s.io, kind: User, name: ada}
            """;
        string text = (await kubectl.TryWithInputAsync(roles, "auth", "reconcile", "-f", "-")).Succeeded();
        Assert.Contains("role.rbac.authorization.k8s.io/reader reconciled", text, StringComparison.Ordinal);
        Assert.Contains("rolebinding.rbac.authorization.k8s.io/readers reconciled", text, StringComparison.Ordinal);
        Assert.Equal("yes", (await kubectl.RunAsync(
            "auth", "can-i", "list", "configmaps", "-n", "reconciled", "--as=ada")).Trim());
        // What is missing is added, a rule for each verb, and what is there beside it stays.
        await kubectl.RunAsync(
            "patch", "role", "reader", "-n", "reconciled", "--type=merge", "-p",
            """{"rules":[{"apiGroups":[""],"resources":["pods"],"verbs":["get"]}]}""");
        (await kubectl.TryWithInputAsync(roles, "auth", "reconcile", "-f", "-")).Succeeded();
        Assert.Equal(
            "pods configmaps configmaps",
            await kubectl.RunAsync(
                "get", "role", "reader", "-n", "reconciled", "-o", "jsonpath={.rules[*].resources[*]}"));
        (await kubectl.TryWithInputAsync(
            roles, "auth", "reconcile", "-f", "-", "--remove-extra-permissions")).Succeeded();
        Assert.Equal(
            "configmaps",
            await kubectl.RunAsync(
                "get", "role", "reader", "-n", "reconciled", "-o", "jsonpath={.rules[*].resources[*]}"));
    }

    [Fact]
    public async Task E088_CreateTokenMakesOneThatWorks()
    {
        Kubectl kubectl = server.Kubectl;
        await kubectl.RunAsync("create", "namespace", "tokens");
        await kubectl.RunAsync("create", "serviceaccount", "robot", "-n", "tokens");
        string token = (await kubectl.RunAsync("create", "token", "robot", "-n", "tokens", "--duration=20m")).Trim();
        Assert.Equal(
            "system:serviceaccount:tokens:robot",
            await kubectl.WithTokenAsync(token, "auth", "whoami", "-o", "jsonpath={.status.userInfo.username}"));
        JsonNode request = JsonNode.Parse(await kubectl.RunAsync(
            "create", "token", "robot", "-n", "tokens", "--audience=vault", "-o", "json"))!;
        Assert.Equal("""["vault"]""", request["spec"]!["audiences"]!.ToJsonString());
        CommandResult refused = await kubectl.TryWithTokenAsync((string)request["status"]!["token"]!, "auth", "whoami");
        Assert.Contains("You must be logged in to the server", refused.Failed(), StringComparison.Ordinal);
        CommandResult tooShort = await kubectl.TryAsync("create", "token", "robot", "-n", "tokens", "--duration=5m");
        Assert.Contains(
            "may not specify a duration less than 10 minutes", tooShort.Failed(), StringComparison.Ordinal);
        await kubectl.RunAsync("delete", "serviceaccount", "robot", "-n", "tokens");
        refused = await kubectl.TryWithTokenAsync(token, "auth", "whoami");
        Assert.Contains("You must be logged in to the server", refused.Failed(), StringComparison.Ordinal);
    }
}
