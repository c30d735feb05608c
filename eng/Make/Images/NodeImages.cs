namespace Kubesharp.Make.Images;

/// <summary>The verb `images`: puts images into the containerd of a running node.</summary>
internal static class NodeImages
{
    public static async Task<int> RunAsync(Arguments arguments)
    {
        NodeFolder node = NodeFolder.From(arguments);
        bool again = arguments.Flag("--rebuild");
        string? archive = arguments.Next();
        arguments.End();
        if (archive is not null)
        {
            if (!File.Exists(archive))
                throw new MakeException($"There is no file \"{archive}\".");
            if (!File.Exists(node.ContainerdSocket))
            {
                throw new MakeException($"No node is running under {node.Path}.",
                    "Start one with `dotnet make.cs up`, or name its folder with --data-dir.");
            }
            await ImportAsync(node, [Path.GetFullPath(archive)]);
            return 0;
        }

        await Step.RunAsync("Install packages", () => Packages.InstallAsync(["busybox-static", "containerd"]));
        IReadOnlyList<string> archives = await BuiltInImages.MakeAsync(again);
        if (File.Exists(node.ContainerdSocket))
            await ImportAsync(node, archives);
        else
            Console.WriteLine($"No node is running under {node.Path}: the images wait in {Repository.Images}.");
        return 0;
    }

    public static async Task ImportAsync(NodeFolder node, IReadOnlyList<string> archives)
    {
        foreach (string archive in archives)
        {
            // The kubelet looks for images in the namespace k8s.io.
            await Step.RunAsync($"Import {System.IO.Path.GetFileName(archive)}", async () =>
            {
                await Tool.RunAsync("ctr", "-a", node.ContainerdSocket, "-n", "k8s.io", "images", "import", archive);
            });
        }
    }
}
