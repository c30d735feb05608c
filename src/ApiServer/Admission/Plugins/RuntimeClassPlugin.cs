using Kubesharp.Api.Core;
using Kubesharp.Api.Nodes;
using Kubesharp.ApiServer.Authorization;

namespace Kubesharp.ApiServer.Admission.Plugins;

/// <summary>A Pod takes over the overhead and the scheduling rules of its RuntimeClass.</summary>
public sealed class RuntimeClassPlugin : IAdmissionPlugin
{
    public string Name => "RuntimeClass";

    public bool Handles(AdmissionContext context) =>
        context.Verb == AdmissionVerb.Create && context.Is("", "pods")
        && context.Object is Pod { Spec.RuntimeClassName: not null };

    public async ValueTask<AdmissionResult> AdmitAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        Pod pod = (Pod)context.Object!;
        string name = pod.Spec.RuntimeClassName!;
        RuntimeClass? runtimeClass = context.Objects.Get(Resources.RuntimeClasses, "", name) as RuntimeClass
            ?? await context.Objects.GetFreshAsync(Resources.RuntimeClasses, "", name, cancellationToken)
                as RuntimeClass;
        if (runtimeClass is null)
        {
            return AdmissionResult.Refused(AdmissionErrors.Forbidden(
                context, $"pod rejected: RuntimeClass \"{name}\" not found"));
        }
        PodSpec spec = pod.Spec;
        if (runtimeClass.Overhead is { } overhead)
            spec = spec with { Overhead = overhead.PodFixed };
        if (runtimeClass.Scheduling is { } scheduling)
        {
            Dictionary<string, string> selector = new(scheduling.NodeSelector, StringComparer.Ordinal);
            foreach ((string key, string value) in pod.Spec.NodeSelector)
            {
                if (selector.TryGetValue(key, out string? theirs) && theirs != value)
                {
                    return AdmissionResult.Refused(AdmissionErrors.Forbidden(
                        context,
                        $"conflict: runtimeClass.scheduling.nodeSelector[{key}] = {theirs}; "
                        + $"pod.spec.nodeSelector[{key}] = {value}"));
                }
                selector[key] = value;
            }
            spec = spec with
            {
                NodeSelector = selector,
                Tolerations = [.. spec.Tolerations.Union(scheduling.Tolerations)],
            };
        }
        return ReferenceEquals(spec, pod.Spec)
            ? AdmissionResult.Unchanged
            : AdmissionResult.Changed(pod with { Spec = spec });
    }
}
