using System.Text;
using System.Text.Json;
using Kubesharp.Api;
using Kubesharp.Api.Apps;
using Kubesharp.Api.Core;

namespace Kubesharp.Controllers.Workloads;

/// <summary>
/// What a ControllerRevision holds: the Pod template as a patch that puts it back, which is what
/// <c>kubectl rollout undo</c> applies and <c>kubectl rollout history</c> shows. Pure.
/// </summary>
internal static class Revisions
{
    /// <summary>On Pods: which revision they are of. StatefulSets write the name, DaemonSets its hash.</summary>
    public const string PodLabel = "controller-revision-hash";

    /// <summary><c>{"spec":{"template":{"$patch":"replace",...}}}</c></summary>
    public static RawJson DataOf(PodTemplateSpec template)
    {
        string content = ApiJson.ToText(template);
        string rest = content.Length > 2 ? "," + content[1..] : "}";
        return RawJson.Parse($$$"""{"spec":{"template":{"$patch":"replace"{{{rest}}}}}""");
    }

    /// <summary>The template that a revision holds; null when its data is not of our making.</summary>
    public static PodTemplateSpec? TemplateOf(ControllerRevision revision)
    {
        if (revision.Data is not { } data)
            return null;
        using JsonDocument document = data.ToDocument();
        if (document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("spec", out JsonElement spec)
            || !spec.TryGetProperty("template", out JsonElement template))
            return null;
        try
        {
            return ApiJson.Read<PodTemplateSpec>(Encoding.UTF8.GetBytes(template.GetRawText()));
        }
        catch (DecodeException)
        {
            return null;
        }
    }

    public static IReadOnlyList<ControllerRevision> Sorted(IEnumerable<ControllerRevision> revisions) =>
    [
        .. revisions.OrderBy(static revision => revision.Revision)
            .ThenBy(static revision => revision.Metadata.CreationTimestamp?.Value)
            .ThenBy(static revision => revision.Metadata.Name, StringComparer.Ordinal),
    ];

    /// <summary>Revisions beyond the limit that no Pod is of, oldest first.</summary>
    /// <param name="sorted">As <see cref="Sorted"/> has them.</param>
    public static IEnumerable<ControllerRevision> BeyondHistory(
        IReadOnlyList<ControllerRevision> sorted, Func<ControllerRevision, bool> isLive, int limit)
    {
        List<ControllerRevision> past = [.. sorted.Where(revision => !isLive(revision))];
        return limit < 0 ? [] : past.Take(Math.Max(0, past.Count - limit));
    }
}
