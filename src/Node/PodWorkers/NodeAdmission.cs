using Kubesharp.Api.Core;

namespace Kubesharp.Kubelet.PodWorkers;

/// <summary>What one Pod's worker asks of the node because it depends on the node's other Pods.</summary>
/// <param name="Admit">
/// Why the Pod may not run here; null when it may, after the given action was called under the node's lock.
/// </param>
/// <param name="RefuseResize">Why the Pod cannot have the resources it now wishes (yet); null when it can.</param>
internal sealed record NodeAdmission(Func<Pod, Action, PodEnding?> Admit, Func<Pod, PodEnding?> RefuseResize);
