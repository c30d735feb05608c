using System.Text.Json;
using Kubesharp.Api;
using Kubesharp.ApiServer.Discovery;
using Kubesharp.Tests.Tidy;
using Xunit;

namespace Kubesharp.Tests.ApiServer.Authorization;

/// <summary>
/// Every subject, every verb, every resource and subresource, asked of a real server over HTTPS, against one table
/// (EscalationMatrix.txt): what it does not grant is 403 with upstream's sentence. In the table g is get, l list,
/// w watch, c create, u update, p patch, d delete, D deletecollection.
/// </summary>
public sealed class EscalationMatrixTests(AccessFixture fixture) : IClassFixture<AccessFixture>
{
    private const string TablePath = "tests/Tests/ApiServer/Authorization/EscalationMatrix.txt";

    // Column, who asks, under which name, and in which namespace.
    private static readonly (string Column, string Subject, string User, string Namespace)[] Subjects =
    [
        ("anonymous", "anonymous", "system:anonymous", "team"),
        ("nobody", "nobody", "nobody", "team"),
        ("viewer", "viewer", "viewer", "team"),
        ("editor", "editor", "editor", "team"),
        ("owner", "owner", "owner", "team"),
        ("elsewhere", "owner", "owner", "default"),
        ("account", "account", "system:serviceaccount:team:default", "team"),
        ("node", "n1", "system:node:n1", "team"),
        ("scheduler", "scheduler", "system:kube-scheduler", "team"),
        ("proxy", "proxy", "system:kube-proxy", "team"),
    ];

    private static IReadOnlyList<ResourceDefinition> Served =>
    [
        .. ResourceRegistry.All.Where(RuntimeConfig.Default.Serves)
            .OrderBy(static definition => definition.Key.GroupResource, StringComparer.Ordinal)
            .ThenBy(static definition => definition.Version, StringComparer.Ordinal),
    ];

    [Fact]
    public async Task E090_TheTableSaysWhoMayDoWhatAndAllElseIsRefusedInUpstreamsWords()
    {
        string[] rows = await Task.WhenAll(Subjects.Select(ColumnAsync)) is var columns
            ? [.. Enumerable.Range(0, columns[0].Count).Select(row => Row(columns, row))]
            : [];
        string head = Row("", [.. Subjects.Select(static subject => subject.Column)]);
        string found = string.Join('\n', rows.Prepend(head)) + "\n";
        string table = Path.Combine(WorkingCopy.Root, TablePath);
        if (Environment.GetEnvironmentVariable("KUBESHARP_REWRITE") is not null)
            await File.WriteAllTextAsync(table, found, TestContext.Current.CancellationToken);
        Assert.Equal(await File.ReadAllTextAsync(table, TestContext.Current.CancellationToken), found);
    }

    private static string Row(IReadOnlyList<(string Name, string Verbs)>[] columns, int row) =>
        Row(columns[0][row].Name, [.. columns.Select(column => column[row].Verbs)]);

    private static string Row(string name, IReadOnlyList<string> cells) =>
        $"{name,-66}{string.Concat(cells.Select(static cell => $"{cell,-10}"))}".TrimEnd();

    // What one subject may do with each resource and subresource.
    private async Task<IReadOnlyList<(string Name, string Verbs)>> ColumnAsync(
        (string Column, string Subject, string User, string Namespace) who)
    {
        List<(string, string)> column = [];
        foreach (ResourceDefinition definition in Served)
        {
            string name = definition.Version == "v1"
                ? definition.Key.GroupResource
                : $"{definition.Key.GroupResource} ({definition.Version})";
            column.Add((name, await VerbsAsync(who, definition, "", definition.Verbs)));
            foreach (string subresource in definition.Subresources.Order(StringComparer.Ordinal))
            {
                column.Add((
                    $"{name}/{subresource}",
                    await VerbsAsync(
                        who, definition, subresource, SubresourceShape.Of(definition, subresource).Verbs)));
            }
        }
        return column;
    }

    private async Task<string> VerbsAsync(
        (string Column, string Subject, string User, string Namespace) who, ResourceDefinition definition,
        string subresource, IReadOnlyList<string> verbs)
    {
        string open = "";
        foreach (string verb in (string[])
            ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"])
        {
            if (verbs.Contains(verb) && await IsOpenAsync(who, definition, subresource, verb))
                open += verb == "deletecollection" ? "D" : verb[..1];
        }
        return open.Length == 0 ? "-" : open;
    }

    private async Task<bool> IsOpenAsync(
        (string Column, string Subject, string User, string Namespace) who, ResourceDefinition definition,
        string subresource, string verb)
    {
        bool named = verb is "get" or "update" or "patch" or "delete" || subresource.Length > 0;
        string root = definition.Group.Length == 0 ? "/api/v1" : $"/apis/{definition.Group}/{definition.Version}";
        string scope = definition.Namespaced ? $"/namespaces/{who.Namespace}" : "";
        string path = $"{root}{scope}/{definition.Plural}{(named ? "/nothing" : "")}"
            + (subresource.Length > 0 ? $"/{subresource}" : "");
        (string method, string query, string body) = verb switch
        {
            "get" or "list" => ("GET", "", ""),
            "watch" => ("GET", "?watch=true&timeoutSeconds=1", ""),
            "create" => ("POST", "?dryRun=All", "{}"),
            "update" => ("PUT", "?dryRun=All", "{}"),
            "patch" => ("PATCH", "?dryRun=All", "{}"),
            _ => ("DELETE", "?dryRun=All", ""),
        };
        (int code, string text) = await fixture.SendAsync(
            who.Subject, method, path + query, body,
            verb == "patch" ? "application/merge-patch+json" : "application/json");
        Assert.NotEqual(401, code);
        // A plugin of admission may refuse what authorization let in.
        if (code != 403 || !text.Contains(" cannot ", StringComparison.Ordinal))
            return true;
        AssertUpstreamsSentence(who, definition, subresource, verb, named, text);
        return false;
    }

    private static void AssertUpstreamsSentence(
        (string Column, string Subject, string User, string Namespace) who, ResourceDefinition definition,
        string subresource, string verb, bool named, string text)
    {
        using JsonDocument status = JsonDocument.Parse(text);
        string full = definition.Group.Length == 0 ? definition.Plural : $"{definition.Plural}.{definition.Group}";
        string one = named ? $"{full} \"nothing\"" : full;
        string resource = subresource.Length == 0 ? definition.Plural : $"{definition.Plural}/{subresource}";
        // A namespace is its own namespace.
        string scope = definition.Namespaced ? $"in the namespace \"{who.Namespace}\""
            : definition is { Group: "", Plural: "namespaces" } && named ? "in the namespace \"nothing\""
            : "at the cluster scope";
        string expected = $"{one} is forbidden: User \"{who.User}\" cannot {verb} resource \"{resource}\" in API group "
            + $"\"{definition.Group}\" {scope}";
        string message = status.RootElement.GetProperty("message").GetString()!;
        // The node authorizer adds why.
        Assert.True(
            message == expected
                || (who.Column == "node" && message.StartsWith(expected + ": ", StringComparison.Ordinal)),
            $"{message}\n{expected}");
        Assert.Equal("Forbidden", status.RootElement.GetProperty("reason").GetString());
        Assert.Equal(403, status.RootElement.GetProperty("code").GetInt32());
        Assert.Equal(
            definition.Plural, status.RootElement.GetProperty("details").GetProperty("kind").GetString());
    }
}
