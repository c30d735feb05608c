using Kubesharp.Api.Core;

namespace Kubesharp.ApiServer.Admission.Plugins;

/// <summary>A new Node takes no Pods until the node controller has seen that it is ready.</summary>
public sealed class TaintNodesByCondition : IAdmissionPlugin
{
    private const string NotReady = "node.kubernetes.io/not-ready";

    public string Name => "TaintNodesByCondition";

    public bool Handles(AdmissionContext context) =>
        context.Verb == AdmissionVerb.Create && context.Is("", "nodes") && context.Object is Node;

    public ValueTask<AdmissionResult> AdmitAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        Node node = (Node)context.Object!;
        if (node.Spec.Taints.Any(static taint => taint is { Key: NotReady, Effect: "NoSchedule" }))
            return new(AdmissionResult.Unchanged);
        Taint taint = new() { Key = NotReady, Effect = "NoSchedule" };
        return new(AdmissionResult.Changed(node with
        {
            Spec = node.Spec with { Taints = [.. node.Spec.Taints, taint] },
        }));
    }
}
