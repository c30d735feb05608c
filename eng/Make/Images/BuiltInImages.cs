using System.Runtime.InteropServices;

namespace Kubesharp.Make.Images;

/// <summary>The images that need no registry: made from Debian packages, kept under artifacts/images.</summary>
internal static class BuiltInImages
{
    private const string Page = """
        <!doctype html><title>Hello</title><h1>Hello from Kubesharp</h1>

        """;

    private static readonly string[] WebServerPackages =
        ["nginx", "nginx-common", "libpcre2-8-0", "libssl3", "zlib1g", "libcrypt1", "libc6"];

    /// <summary>Archive and what makes it, in the order of import: no Pod starts without the first.</summary>
    private static readonly (string File, Func<string, Task> Make)[] Archives =
    [
        ("pause-3.10.tar", Made(Pause)),
        ("busybox-1.35.tar", MakeBusyboxAsync),
        ("nginx-1.22.tar", file => MakeWebServerAsync(file, "1.22",
            ["docker.io/library/nginx:1.22", "docker.io/library/nginx:1.22.1"])),
        // The same server under another name and with another version on its page: something to roll out to.
        ("nginx-1.22-next.tar", file => MakeWebServerAsync(file, "1.22-next", ["docker.io/library/nginx:1.22-next"])),
    ];

    /// <summary>Makes what is not there yet and returns all archives.</summary>
    public static async Task<IReadOnlyList<string>> MakeAsync(bool again)
    {
        if (RuntimeInformation.OSArchitecture != Architecture.X64)
        {
            throw new MakeException("The built-in images are made for x86-64 only.",
                "Import your own: `dotnet make.cs images IMAGE.tar`; the pause image must be among them.");
        }
        Directory.CreateDirectory(Repository.Images);
        List<string> files = [];
        foreach ((string name, Func<string, Task> make) in Archives)
        {
            string file = Path.Combine(Repository.Images, name);
            if (again || !File.Exists(file))
                await Step.RunAsync($"Make the image {Path.GetFileNameWithoutExtension(name)}", () => make(file));
            files.Add(file);
        }
        return files;
    }

    private static Func<string, Task> Made(Action<string> make) => file =>
    {
        make(file);
        return Task.CompletedTask;
    };

    private static void Pause(string file) =>
        ImageArchive.Write(file, ["registry.k8s.io/pause:3.10"],
            new ImageTree().Program("pause", PauseProgram.Create()),
            new() { Entrypoint = ["/pause"], User = "65535:65535" });

    private static async Task MakeBusyboxAsync(string file)
    {
        ImageTree tree = new();
        await AddBusyboxAsync(tree);
        AddAccounts(tree);
        tree.Folder("root").Folder("home").Folder("var").Folder("tmp", (UnixFileMode)0b1_111_111_111);
        ImageArchive.Write(file,
            ["docker.io/library/busybox:1.35", "docker.io/library/busybox:1.36", "docker.io/library/busybox:stable"],
            tree, new() { Command = ["sh"] });
    }

    private static async Task MakeWebServerAsync(string file, string version, IReadOnlyList<string> names)
    {
        ImageTree tree = await WebServerTreeAsync();
        tree.Text("usr/share/nginx/html/version", version + "\n");
        ImageArchive.Write(file, names, tree, new()
        {
            Command = ["nginx", "-g", "daemon off;"],
            // Lets requests under way end: what a rolling update without a failed request rests on.
            StopSignal = "SIGQUIT",
        });
    }

    private static async Task<ImageTree> WebServerTreeAsync()
    {
        // apt-get changes to the user _apt for a download, who must be able to write here.
        string folder = Directory.CreateTempSubdirectory("kubesharp-images-").FullName;
        try
        {
            string packages = Path.Combine(folder, "packages"), root = Path.Combine(folder, "root");
            Directory.CreateDirectory(packages);
            await Tool.RunAsync("chmod", "-R", "a+rwx", folder);
            await Tool.RunAsync("sh", ["-c", "cd \"$0\" && exec apt-get -qq download \"$@\"", packages,
                .. WebServerPackages]);
            foreach (string package in Directory.EnumerateFiles(packages, "*.deb"))
                await Tool.RunAsync("dpkg", "-x", package, root);
            foreach (string unused in (string[])["usr/share/doc", "usr/share/man", "usr/share/lintian", "etc/nginx"])
                Directory.Delete(Path.Combine(root, unused), recursive: true);

            ImageTree tree = new ImageTree().CopyOf(root);
            // A shell and its tools, for `kubectl exec` and exec probes.
            await AddBusyboxAsync(tree);
            AddAccounts(tree);
            AddWebServerFiles(tree);
            return tree;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void AddWebServerFiles(ImageTree tree) => tree
        .Folder("tmp", (UnixFileMode)0b1_111_111_111)
        .Folder("run").Folder("var/log").Folder("var/log/nginx").Folder("var/cache").Folder("var/cache/nginx")
        .Link("var/log/nginx/access.log", "/dev/stdout")
        .Link("var/log/nginx/error.log", "/dev/stderr")
        .Folder("usr/share/nginx/html")
        .Text("usr/share/nginx/html/index.html", Page)
        .Folder("etc/nginx").Folder("etc/nginx/conf.d")
        .Text("etc/nginx/mime.types", """
            types {
                text/html html htm;
                text/css css;
                text/plain txt;
                application/javascript js;
                application/json json;
                image/png png;
                image/svg+xml svg;
            }

            """)
        .Text("etc/nginx/nginx.conf", """
            user www-data;
            worker_processes 1;
            pid /run/nginx.pid;
            error_log /var/log/nginx/error.log notice;
            events {
                worker_connections 1024;
            }
            http {
                include /etc/nginx/mime.types;
                default_type application/octet-stream;
                access_log /var/log/nginx/access.log;
                client_body_temp_path /var/cache/nginx/client;
                proxy_temp_path /var/cache/nginx/proxy;
                fastcgi_temp_path /var/cache/nginx/fastcgi;
                uwsgi_temp_path /var/cache/nginx/uwsgi;
                scgi_temp_path /var/cache/nginx/scgi;
                include /etc/nginx/conf.d/*.conf;
            }

            """)
        .Text("etc/nginx/conf.d/default.conf", """
            server {
                listen 80;
                server_name localhost;
                location / {
                    root /usr/share/nginx/html;
                    index index.html;
                }
            }

            """);

    private static async Task AddBusyboxAsync(ImageTree tree)
    {
        const string Busybox = "/bin/busybox";
        string list = await Tool.RunAsync(Busybox, "--list");
        if (!Directory.Exists("/bin") || !File.Exists(Busybox))
            throw new MakeException("/bin/busybox is missing.", "apt-get install busybox-static");
        tree.Folder("bin").Program("bin/busybox", await File.ReadAllBytesAsync(Busybox));
        foreach (string applet in list.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (applet != "busybox")
                tree.Link($"bin/{applet}", "busybox");
        }
    }

    private static void AddAccounts(ImageTree tree) => tree
        .Folder("etc")
        .Text("etc/passwd", """
            root:x:0:0:root:/root:/bin/sh
            www-data:x:33:33:www-data:/var/www:/bin/false
            nobody:x:65534:65534:nobody:/home:/bin/false

            """)
        .Text("etc/group", "root:x:0:\nwww-data:x:33:\nnogroup:x:65534:\n")
        .Text("etc/nsswitch.conf", "hosts: files dns\n");
}
