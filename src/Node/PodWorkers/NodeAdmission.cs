using Kubesharp.Api.Core;

namespace Kubesharp.Kubelet.PodWorkers;

/// <summary>Whether a Pod may run here.</summary>
/// <param name="Refusal">Why not; null when it may.</param>
/// <param name="Room">Completes when those have ended who make room for it.</param>
internal sealed record AdmissionAnswer(PodEnding? Refusal, Task Room);

/// <summary>What one Pod's worker asks of the node because it depends on the node's other Pods.</summary>
/// <param name="Admit">Decides; when the Pod may run, after the given action was called under the node's lock.</param>
/// <param name="RefuseResize">Why the Pod cannot have the resources it now wishes (yet); null when it can.</param>
internal sealed record NodeAdmission(Func<Pod, Action, AdmissionAnswer> Admit, Func<Pod, PodEnding?> RefuseResize);
