namespace Kubesharp.Make;

/// <summary>The folder that a cluster lives in, and what the program keeps where below it.</summary>
internal sealed record NodeFolder(string Path)
{
    private const string DefaultPath = "/var/lib/kubesharp";

    public bool IsDefault => Path == DefaultPath;
    public string Kubeconfig => System.IO.Path.Combine(Path, "admin.kubeconfig");
    public string Log => System.IO.Path.Combine(Path, "kubesharp.log");
    public string ProcessFile => System.IO.Path.Combine(Path, "kubesharp.pid");
    public string ContainerdSocket => System.IO.Path.Combine(Path, "node/containerd/containerd.sock");

    /// <summary>Takes `--data-dir D` from the command line.</summary>
    public static NodeFolder From(Arguments arguments) =>
        new(System.IO.Path.GetFullPath(arguments.Value("--data-dir") ?? DefaultPath));
}
