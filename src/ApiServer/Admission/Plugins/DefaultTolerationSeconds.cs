using Kubesharp.Api.Core;

namespace Kubesharp.ApiServer.Admission.Plugins;

/// <summary>A Pod stays for five minutes on a node that is not ready or not reachable.</summary>
public sealed class DefaultTolerationSeconds : IAdmissionPlugin
{
    private const long Seconds = 300;
    private static readonly string[] Taints = ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"];

    public string Name => "DefaultTolerationSeconds";

    public bool Handles(AdmissionContext context) =>
        context.Verb is AdmissionVerb.Create or AdmissionVerb.Update
        && context.Is("", "pods") && context.Object is Pod;

    public ValueTask<AdmissionResult> AdmitAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        Pod pod = (Pod)context.Object!;
        List<Toleration> missing = [];
        foreach (string taint in Taints)
        {
            if (!pod.Spec.Tolerations.Any(toleration => Tolerates(toleration, taint)))
            {
                missing.Add(new()
                {
                    Key = taint,
                    Operator = "Exists",
                    Effect = "NoExecute",
                    TolerationSeconds = Seconds,
                });
            }
        }
        return new(missing.Count == 0
            ? AdmissionResult.Unchanged
            : AdmissionResult.Changed(pod with
            {
                Spec = pod.Spec with { Tolerations = [.. pod.Spec.Tolerations, .. missing] },
            }));
    }

    private static bool Tolerates(Toleration toleration, string taint) =>
        (toleration.Key == taint || toleration.Key.Length == 0)
        && toleration.Effect is "NoExecute" or "";
}
