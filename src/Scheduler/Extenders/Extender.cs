using System.Net.Http.Headers;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Trees;
using Kubesharp.Scheduler.Framework;
using Kubesharp.Scheduler.Snapshot;

namespace Kubesharp.Scheduler.Extenders;

/// <summary>
/// Asks an extender to filter, rank and bind (kube-scheduler/extender/v1). Member names are those of upstream's Go
/// types; answers are read whatever their case, as Go reads them.
/// </summary>
public sealed class Extender(ExtenderOptions options, HttpClient client)
{
    // Plugins score to 100, extenders to 10.
    private const long ScoreFactor = Profile.ScoreMax / 10;
    // Answers are bounded: 15,000 nodes as objects are some tens of megabytes.
    private const int AnswerMax = 256 * 1024 * 1024;

    public string Name => options.Url.ToString();

    public bool Binds => options.BindVerb.Length > 0;

    public bool IsInterestedIn(PodInfo pod)
    {
        if (options.ManagedResources.Count == 0)
            return true;
        return pod.Pod.Spec.Containers.Concat(pod.Pod.Spec.InitContainers).Any(container =>
            options.ManagedResources.Any(resource => container.Resources.Requests.ContainsKey(resource)
                || container.Resources.Limits.ContainsKey(resource)));
    }

    /// <summary>Asks one after another; each gets the nodes that the ones before have left.</summary>
    internal static async Task<List<NodeInfo>> FilterAllAsync(
        IReadOnlyList<Extender> extenders, PodInfo pod, List<NodeInfo> nodes, Diagnosis diagnosis,
        CancellationToken cancellationToken)
    {
        foreach (Extender extender in extenders)
        {
            if (nodes.Count == 0)
                break;
            if (extender.IsInterestedIn(pod))
                nodes = await extender.FilterAsync(pod, nodes, diagnosis, cancellationToken);
        }
        return nodes;
    }

    internal static async Task PrioritizeAllAsync(
        IReadOnlyList<Extender> extenders, PodInfo pod, IReadOnlyList<NodeInfo> nodes, Memory<long> totals,
        CancellationToken cancellationToken)
    {
        foreach (Extender extender in extenders)
        {
            if (extender.IsInterestedIn(pod))
                await extender.PrioritizeAsync(pod, nodes, totals, cancellationToken);
        }
    }

    private async Task<List<NodeInfo>> FilterAsync(
        PodInfo pod, List<NodeInfo> nodes, Diagnosis diagnosis, CancellationToken cancellationToken)
    {
        if (options.FilterVerb.Length == 0)
            return nodes;
        (Tree? answer, string? error) = await AskAsync(options.FilterVerb, ArgsFor(pod, nodes), cancellationToken);
        error ??= Member(answer, "Error")?.Text is { Length: > 0 } said ? said : null;
        if (error is not null)
        {
            if (options.Ignorable)
                return nodes;
            foreach (NodeInfo node in nodes)
                diagnosis.Reject(node, Status.Error($"extender {Name}: {error}"), Name);
            return [];
        }
        HashSet<string> passed = new(StringComparer.Ordinal);
        if (Member(answer, "NodeNames") is TreeList names)
        {
            foreach (Tree name in names)
                passed.Add(name.Text ?? "");
        }
        else if (Member(Member(answer, "Nodes"), "items") is TreeList items)
        {
            foreach (Tree item in items)
                passed.Add(item.At("metadata", "name")?.Text ?? "");
        }
        TreeObject? failed = Member(answer, "FailedNodes") as TreeObject;
        TreeObject? hopeless = Member(answer, "FailedAndUnresolvableNodes") as TreeObject;
        List<NodeInfo> left = [];
        foreach (NodeInfo node in nodes)
        {
            if (hopeless?[node.Name]?.Text is { } never)
                diagnosis.Reject(node, Status.Unresolvable(never), Name);
            else if (passed.Contains(node.Name))
                left.Add(node);
            else
                diagnosis.Reject(node, Status.Unschedulable(failed?[node.Name]?.Text ?? $"rejected by {Name}"), Name);
        }
        return left;
    }

    private async Task PrioritizeAsync(
        PodInfo pod, IReadOnlyList<NodeInfo> nodes, Memory<long> totals, CancellationToken cancellationToken)
    {
        if (options.PrioritizeVerb.Length == 0)
            return;
        // An extender that cannot rank is left out, as upstream does.
        (Tree? answer, _) = await AskAsync(options.PrioritizeVerb, ArgsFor(pod, nodes), cancellationToken);
        if (answer is not TreeList list)
            return;
        Dictionary<string, long> scores = new(StringComparer.Ordinal);
        foreach (Tree entry in list)
        {
            if (Member(entry, "Host")?.Text is { } host && Member(entry, "Score") is TreeNumber score
                && long.TryParse(score.ToString(), out long value))
                scores[host] = value;
        }
        for (int i = 0; i < nodes.Count; i++)
            totals.Span[i] += scores.GetValueOrDefault(nodes[i].Name) * options.Weight * ScoreFactor;
    }

    /// <summary>Null: bound.</summary>
    internal async Task<string?> BindAsync(PodInfo pod, string nodeName, CancellationToken cancellationToken)
    {
        (Tree? answer, string? error) = await AskAsync(
            options.BindVerb,
            TreeObject.Of(
                ("PodName", pod.Pod.Metadata.Name), ("PodNamespace", pod.Pod.Metadata.Namespace),
                ("PodUID", pod.Uid), ("Node", nodeName)),
            cancellationToken);
        return error ?? (Member(answer, "Error")?.Text is { Length: > 0 } said ? said : null);
    }

    private TreeObject ArgsFor(PodInfo pod, IReadOnlyList<NodeInfo> nodes)
    {
        Tree podTree = TreeJson.Parse(ApiJson.ToBytes(pod.Pod));
        if (options.NodeCacheCapable)
        {
            return TreeObject.Of(
                ("Pod", podTree), ("Nodes", Tree.Null),
                ("NodeNames", TreeList.Of(nodes.Select(static node => (Tree)node.Name).ToList())));
        }
        Tree[] items = [.. nodes.Select(static node => TreeJson.Parse(ApiJson.ToBytes(node.Node)))];
        return TreeObject.Of(
            ("Pod", podTree),
            ("Nodes", TreeObject.Of(("metadata", TreeObject.Empty), ("items", TreeList.Of(items)))),
            ("NodeNames", Tree.Null));
    }

    private async Task<(Tree? Answer, string? Error)> AskAsync(
        string verb, Tree question, CancellationToken cancellationToken)
    {
        string url = $"{options.Url.ToString().TrimEnd('/')}/{verb}";
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(options.Timeout);
        try
        {
            using HttpRequestMessage request = new(HttpMethod.Post, url) { Content = ContentOf(question) };
            using HttpResponseMessage response = await client.SendAsync(request, patience.Token);
            if (!response.IsSuccessStatusCode)
                return (null, $"failed {verb} with extender at URL {url}, code {(int)response.StatusCode}");
            if (response.Content.Headers.ContentLength > AnswerMax)
                return (null, $"the answer of {url} is larger than {AnswerMax} bytes");
            return (TreeJson.Parse(await response.Content.ReadAsByteArrayAsync(patience.Token)), null);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or DecodeException)
        {
            return (null, $"{url}: {exception.Message}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, $"{url} has not answered within {options.Timeout}");
        }
    }

    private static ByteArrayContent ContentOf(Tree question)
    {
        ByteArrayContent content = new(TreeJson.Write(question));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    private static Tree? Member(Tree? tree, string name)
    {
        if (tree is not TreeObject members)
            return null;
        foreach ((string key, Tree value) in members)
        {
            if (string.Equals(key, name, StringComparison.OrdinalIgnoreCase))
                return value.IsNull ? null : value;
        }
        return null;
    }
}
