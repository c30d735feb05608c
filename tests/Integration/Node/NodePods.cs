using Kubesharp.Api;
using Kubesharp.Api.Core;

namespace Kubesharp.Tests.Integration.Nodes;

/// <summary>Pods for the node's tests, as the API server would have them after defaulting.</summary>
internal static class NodePods
{
    public const string Image = "docker.io/library/busybox:1.35";

    // Ends at once on SIGTERM: a shell that waits for a child would only end with it.
    public const string Stay = "trap 'exit 0' TERM; while :; do sleep 0.1; done";

    public static Container Shell(string name, string script) => new()
    {
        Name = name, Image = Image, ImagePullPolicy = "IfNotPresent", Command = ["sh", "-c", script],
        TerminationMessagePath = "/dev/termination-log", TerminationMessagePolicy = "File",
    };

    public static Pod Of(string name, string restartPolicy, params Container[] containers) => new()
    {
        Metadata = new() { Name = name, Namespace = "default", Generation = 1 },
        Spec = new()
        {
            NodeName = "node-a", RestartPolicy = restartPolicy, TerminationGracePeriodSeconds = 5,
            DnsPolicy = "ClusterFirst", Containers = containers,
        },
    };

    public static Pod With(this Pod pod, Func<PodSpec, PodSpec> change) => pod with { Spec = change(pod.Spec) };

    /// <summary>A folder of the machine in every container, at /shared.</summary>
    public static Pod Sharing(this Pod pod, string folder)
    {
        Directory.CreateDirectory(folder);
        return pod.With(spec => spec with
        {
            Volumes = [.. spec.Volumes, new() { Name = "shared", HostPath = new() { Path = folder, Type = "" } }],
            InitContainers = [.. spec.InitContainers.Select(Mounted)],
            Containers = [.. spec.Containers.Select(Mounted)],
        });
    }

    public static Dictionary<string, Quantity> Amounts(string cpu, string memory) =>
        new() { ["cpu"] = Quantity.Parse(cpu), ["memory"] = Quantity.Parse(memory) };

    public static bool IsReady(Pod pod) => Has(pod, "Ready", "True");

    public static bool Has(Pod pod, string type, string status) =>
        pod.Status.Conditions.Any(condition => condition.Type == type && condition.Status == status);

    public static ContainerStatus StatusOf(Pod pod, string container) =>
        pod.Status.InitContainerStatuses.Concat(pod.Status.ContainerStatuses)
            .Concat(pod.Status.EphemeralContainerStatuses).First(status => status.Name == container);

    private static Container Mounted(Container container) => container with
    {
        VolumeMounts = [.. container.VolumeMounts, new() { Name = "shared", MountPath = "/shared" }],
    };
}
