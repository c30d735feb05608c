using System.Globalization;
using System.Text;
using Kubesharp.Api.Core;

namespace Kubesharp.Scheduler.Snapshot;

/// <summary>
/// The nodes that a Pod's nodeSelector and required node affinity allow. Verdicts are remembered by slot until the node
/// changes; Pods with the same demands share one. Owned by a <see cref="ClusterSnapshot"/>.
/// </summary>
public sealed class NodeSelection
{
    private const byte Unknown = 0, Yes = 1, No = 2;

    private readonly Pod pod;
    private byte[] verdicts = [];

    internal NodeSelection(Pod pod) => this.pod = pod;

    internal long LastUsed { get; set; }

    public bool Matches(NodeInfo node)
    {
        if (node.Slot >= verdicts.Length)
            Array.Resize(ref verdicts, Math.Max(64, Math.Max(node.Slot + 1, verdicts.Length * 2)));
        ref byte verdict = ref verdicts[node.Slot];
        if (verdict == Unknown)
            verdict = Matches(pod, node.Node) ? Yes : No;
        return verdict == Yes;
    }

    internal void Forget(int slot)
    {
        if (slot < verdicts.Length)
            verdicts[slot] = Unknown;
    }

    /// <summary>Empty when the Pod demands nothing.</summary>
    internal static string IdentityOf(Pod pod)
    {
        NodeSelector? required = pod.Spec.Affinity?.NodeAffinity?.RequiredDuringSchedulingIgnoredDuringExecution;
        if (required is null && pod.Spec.NodeSelector.Count == 0)
            return "";
        StringBuilder text = new();
        foreach ((string key, string value) in pod.Spec.NodeSelector.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            text.Append(key).Append('=').Append(value).Append(',');
        text.Append('|');
        if (required is not null)
        {
            text.Append('?');
            foreach (NodeSelectorTerm term in required.NodeSelectorTerms)
            {
                Append(text, term);
                text.Append(';');
            }
        }
        return text.ToString();
    }

    internal static void Append(StringBuilder text, NodeSelectorTerm term)
    {
        foreach (NodeSelectorRequirement requirement in term.MatchExpressions)
            Append(text, requirement);
        text.Append('/');
        foreach (NodeSelectorRequirement requirement in term.MatchFields)
            Append(text, requirement);
    }

    public static bool Matches(Pod pod, Node node)
    {
        foreach ((string key, string value) in pod.Spec.NodeSelector)
        {
            if (!node.Metadata.Labels.TryGetValue(key, out string? actual) || actual != value)
                return false;
        }
        return pod.Spec.Affinity?.NodeAffinity?.RequiredDuringSchedulingIgnoredDuringExecution is not { } required
            || Matches(required, node);
    }

    /// <summary>Terms are alternatives.</summary>
    public static bool Matches(NodeSelector selector, Node node)
    {
        foreach (NodeSelectorTerm term in selector.NodeSelectorTerms)
        {
            if (Matches(term, node))
                return true;
        }
        return false;
    }

    /// <summary>All that is inside a term must hold; a term with nothing in it matches nothing.</summary>
    public static bool Matches(NodeSelectorTerm term, Node node)
    {
        if (term.MatchExpressions.Count == 0 && term.MatchFields.Count == 0)
            return false;
        foreach (NodeSelectorRequirement requirement in term.MatchExpressions)
        {
            bool present = node.Metadata.Labels.TryGetValue(requirement.Key, out string? value);
            if (!Holds(requirement, present, value))
                return false;
        }
        foreach (NodeSelectorRequirement requirement in term.MatchFields)
        {
            if (requirement.Key != "metadata.name" || !Holds(requirement, true, node.Metadata.Name))
                return false;
        }
        return true;
    }

    private static bool Holds(NodeSelectorRequirement requirement, bool present, string? value)
    {
        switch (requirement.Operator)
        {
            case "In":
                return present && requirement.Values.Contains(value!);
            case "NotIn":
                return !present || !requirement.Values.Contains(value!);
            case "Exists":
                return present;
            case "DoesNotExist":
                return !present;
            case "Gt" or "Lt":
                if (!present || requirement.Values.Count != 1
                    || !TryNumber(value!, out long have) || !TryNumber(requirement.Values[0], out long limit))
                    return false;
                return requirement.Operator == "Gt" ? have > limit : have < limit;
            default:
                return false;
        }
    }

    private static bool TryNumber(string text, out long number) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);

    private static void Append(StringBuilder text, NodeSelectorRequirement requirement) =>
        text.Append(requirement.Key).Append(' ').Append(requirement.Operator).Append(' ')
            .AppendJoin(',', requirement.Values).Append('&');
}
