using Kubesharp.Api.Core;

namespace Kubesharp.ApiServer.Admission.Security;

/// <summary>A Pod, or what makes Pods, as the controls of the standards look at it.</summary>
internal sealed class PodToCheck
{
    public PodToCheck(IReadOnlyDictionary<string, string> annotations, PodSpec spec)
    {
        Annotations = annotations;
        Spec = spec;
        Security = spec.SecurityContext ?? PodSecurityContext.Empty;
        Containers =
        [
            .. spec.InitContainers.Concat(spec.Containers).Select(static container => new ContainerToCheck(
                container.Name, container.SecurityContext ?? SecurityContext.Empty, container.Ports,
                [container.LivenessProbe, container.ReadinessProbe, container.StartupProbe], container.Lifecycle)),
            .. spec.EphemeralContainers.Select(static container => new ContainerToCheck(
                container.Name, container.SecurityContext ?? SecurityContext.Empty, container.Ports,
                [container.LivenessProbe, container.ReadinessProbe, container.StartupProbe], container.Lifecycle)),
        ];
    }

    public IReadOnlyDictionary<string, string> Annotations { get; }
    public PodSpec Spec { get; }
    public PodSecurityContext Security { get; }
    /// <summary>Init containers, containers, ephemeral containers.</summary>
    public IReadOnlyList<ContainerToCheck> Containers { get; }
    public bool IsForWindows => Spec.Os?.Name == "windows";
    /// <summary>Its root is not the machine's root: some controls are relaxed then.</summary>
    public bool HasOwnUsers => Spec.HostUsers == false;

    /// <summary>The names of those that break something, quoted.</summary>
    public List<string> Find(Func<ContainerToCheck, bool> breaks) =>
        [.. Containers.Where(breaks).Select(static container => container.Name)];
}

/// <summary>The part of a container that the controls look at.</summary>
internal sealed record ContainerToCheck(
    string Name, SecurityContext Security, IReadOnlyList<ContainerPort> Ports, IReadOnlyList<Probe?> Probes,
    Lifecycle? Lifecycle);
