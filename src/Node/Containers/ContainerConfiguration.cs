using System.Globalization;
using System.Text;
using Kubesharp.Api.Core;

namespace Kubesharp.Kubelet.Containers;

/// <summary>All that was gathered for one container before the runtime is told of it.</summary>
internal sealed record ContainerInputs
{
    public required Pod Pod { get; init; }
    public required Container Container { get; init; }
    /// <summary>How often this container ran before.</summary>
    public required int RestartCount { get; init; }
    /// <summary>The reference of the image that was found or pulled.</summary>
    public required string ImageReference { get; init; }
    public required IReadOnlyList<KeyValuePair<string, string>> Environment { get; init; }
    public required IReadOnlyList<Cri.Mount> Mounts { get; init; }
    public IReadOnlyList<Cri.Device> Devices { get; init; } = [];
    public required long NodeMemoryBytes { get; init; }
    public required string SeccompRoot { get; init; }
    /// <summary>What names no profile gets the runtime's own.</summary>
    public bool SeccompDefault { get; init; }
    public Cpus.CpuOptions Cpu { get; init; } = new();
    /// <summary>The container whose processes this one joins; empty for none.</summary>
    public string TargetId { get; init; } = "";
}

/// <summary>A container as the runtime is told of it.</summary>
internal static class ContainerConfiguration
{
    public const string NameLabel = "io.kubernetes.container.name";
    public const string HashAnnotation = "io.kubernetes.container.hash";
    public const string RestartCountAnnotation = "io.kubernetes.container.restartCount";
    public const string MessagePathAnnotation = "io.kubernetes.container.terminationMessagePath";
    public const string MessagePolicyAnnotation = "io.kubernetes.container.terminationMessagePolicy";

    public static Cri.ContainerConfig For(ContainerInputs inputs)
    {
        (Pod pod, Container container) = (inputs.Pod, inputs.Container);
        string restartCount = inputs.RestartCount.ToString(CultureInfo.InvariantCulture);
        Cri.ContainerConfig config = new()
        {
            Metadata = new() { Name = container.Name, Attempt = (uint)inputs.RestartCount },
            Image = new() { Image = inputs.ImageReference },
            WorkingDir = container.WorkingDir,
            LogPath = $"{container.Name}/{restartCount}.log",
            Stdin = container.Stdin,
            StdinOnce = container.StdinOnce,
            Tty = container.Tty,
            Linux = new()
            {
                Resources = PodResources.ForContainer(pod, container, inputs.NodeMemoryBytes, inputs.Cpu),
                SecurityContext = SecurityContexts.ForContainer(
                    pod, container, inputs.SeccompRoot, inputs.SeccompDefault),
            },
        };
        if (inputs.TargetId.Length > 0)
        {
            config.Linux.SecurityContext.NamespaceOptions.Pid = Cri.NamespaceMode.Target;
            config.Linux.SecurityContext.NamespaceOptions.TargetId = inputs.TargetId;
        }
        Dictionary<string, string> variables = inputs.Environment.ToDictionary();
        config.Command.AddRange(
            container.Command.Select(word => VariableExpansion.Expand(word, variables.GetValueOrDefault)));
        config.Args.AddRange(
            container.Args.Select(word => VariableExpansion.Expand(word, variables.GetValueOrDefault)));
        config.Envs.AddRange(inputs.Environment.Select(
            static pair => new Cri.KeyValue { Key = pair.Key, Value = pair.Value }));
        config.Mounts.AddRange(inputs.Mounts);
        config.Devices.AddRange(inputs.Devices);
        config.Labels[NameLabel] = container.Name;
        config.Labels[SandboxConfiguration.NameLabel] = pod.Metadata.Name;
        config.Labels[SandboxConfiguration.NamespaceLabel] = pod.Metadata.Namespace;
        config.Labels[SandboxConfiguration.UidLabel] = pod.Metadata.Uid;
        config.Annotations[HashAnnotation] = HashOf(container);
        config.Annotations[RestartCountAnnotation] = restartCount;
        config.Annotations[MessagePathAnnotation] = container.TerminationMessagePath;
        config.Annotations[MessagePolicyAnnotation] = container.TerminationMessagePolicy;
        return config;
    }

    /// <summary>Changes with what only a new container can follow: the image.</summary>
    public static string HashOf(Container container)
    {
        // FNV-1a of 32 bits, as short as an annotation should be.
        uint hash = 2166136261;
        foreach (byte part in Encoding.UTF8.GetBytes($"{container.Name}|{container.Image}"))
            hash = (hash ^ part) * 16777619;
        return hash.ToString("x", CultureInfo.InvariantCulture);
    }
}
