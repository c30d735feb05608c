namespace Kubesharp.Kubelet.Containers;

/// <summary>
/// The addresses of a Pod, the main one first, and of the node it is on. Empty until the sandbox has some.
/// </summary>
internal sealed record PodAddresses(IReadOnlyList<string> Pod, string Host);
