using Kubesharp.Api.Core;

namespace Kubesharp.Kubelet.Containers;

/// <summary>The containers of a Pod by their role.</summary>
internal static class PodContainers
{
    /// <summary>A container by name, whatever its role; an ephemeral one as a plain container.</summary>
    public static Container? Find(Pod pod, string name) =>
        All(pod).FirstOrDefault(container => container.Name == name);

    public static IEnumerable<Container> All(Pod pod) =>
        pod.Spec.InitContainers.Concat(pod.Spec.Containers).Concat(pod.Spec.EphemeralContainers.Select(Plain));

    /// <summary>An init container that goes on beside the others (KEP-753).</summary>
    public static bool IsSidecar(Container container) => container.RestartPolicy == ContainerRestartPolicy.Always;

    /// <summary>As log lines and messages of Kubernetes name a Pod.</summary>
    public static string Describe(Pod pod) => $"{pod.Metadata.Name}_{pod.Metadata.Namespace}({pod.Metadata.Uid})";

    public static string FieldPath(Pod pod, string container)
    {
        if (pod.Spec.InitContainers.Any(candidate => candidate.Name == container))
            return $"spec.initContainers{{{container}}}";
        return pod.Spec.EphemeralContainers.Any(candidate => candidate.Name == container)
            ? $"spec.ephemeralContainers{{{container}}}"
            : $"spec.containers{{{container}}}";
    }

    public static Container Plain(EphemeralContainer ephemeral) => new()
    {
        Name = ephemeral.Name,
        Image = ephemeral.Image,
        Command = ephemeral.Command,
        Args = ephemeral.Args,
        WorkingDir = ephemeral.WorkingDir,
        EnvFrom = ephemeral.EnvFrom,
        Env = ephemeral.Env,
        Resources = ephemeral.Resources,
        VolumeMounts = ephemeral.VolumeMounts,
        TerminationMessagePath = ephemeral.TerminationMessagePath,
        TerminationMessagePolicy = ephemeral.TerminationMessagePolicy,
        ImagePullPolicy = ephemeral.ImagePullPolicy,
        SecurityContext = ephemeral.SecurityContext,
        Stdin = ephemeral.Stdin,
        StdinOnce = ephemeral.StdinOnce,
        Tty = ephemeral.Tty,
    };
}
