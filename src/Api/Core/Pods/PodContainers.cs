using Kubesharp.Api.Validation;

namespace Kubesharp.Api.Core;

/// <summary>All containers of a Pod, whatever their kind, in the order in which upstream visits them.</summary>
internal static class PodContainers
{
    public const string Init = "initContainers";
    public const string Regular = "containers";
    public const string Ephemeral = "ephemeralContainers";

    public static IEnumerable<(Container Container, FieldPath Path)> Visit(PodSpec spec, FieldPath path)
    {
        for (int i = 0; i < spec.InitContainers.Count; i++)
            yield return (spec.InitContainers[i], path.Child(Init).Index(i));
        for (int i = 0; i < spec.Containers.Count; i++)
            yield return (spec.Containers[i], path.Child(Regular).Index(i));
        for (int i = 0; i < spec.EphemeralContainers.Count; i++)
            yield return (AsContainer(spec.EphemeralContainers[i]), path.Child(Ephemeral).Index(i));
    }

    /// <summary>An init container that goes on running beside the others: a sidecar.</summary>
    public static bool IsSidecar(Container? container) => container?.RestartPolicy == "Always";

    public static Container? Find(IReadOnlyList<Container> containers, string name)
    {
        for (int i = 0; i < containers.Count; i++)
        {
            if (containers[i].Name == name)
                return containers[i];
        }
        return null;
    }

    public static bool Has(PodSpec spec, string name)
    {
        if (Find(spec.Containers, name) is not null || Find(spec.InitContainers, name) is not null)
            return true;
        foreach (EphemeralContainer container in spec.EphemeralContainers)
        {
            if (container.Name == name)
                return true;
        }
        return false;
    }

    /// <summary>The part that an ephemeral container shares with the others, so that one rule serves all.</summary>
    public static Container AsContainer(EphemeralContainer container) => new()
    {
        Name = container.Name,
        Image = container.Image,
        Command = container.Command,
        Args = container.Args,
        WorkingDir = container.WorkingDir,
        Ports = container.Ports,
        EnvFrom = container.EnvFrom,
        Env = container.Env,
        Resources = container.Resources,
        ResizePolicy = container.ResizePolicy,
        RestartPolicy = container.RestartPolicy,
        RestartPolicyRules = container.RestartPolicyRules,
        VolumeMounts = container.VolumeMounts,
        VolumeDevices = container.VolumeDevices,
        LivenessProbe = container.LivenessProbe,
        ReadinessProbe = container.ReadinessProbe,
        StartupProbe = container.StartupProbe,
        Lifecycle = container.Lifecycle,
        TerminationMessagePath = container.TerminationMessagePath,
        TerminationMessagePolicy = container.TerminationMessagePolicy,
        ImagePullPolicy = container.ImagePullPolicy,
        SecurityContext = container.SecurityContext,
        Stdin = container.Stdin,
        StdinOnce = container.StdinOnce,
        Tty = container.Tty,
    };
}
