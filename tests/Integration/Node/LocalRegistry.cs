using System.Diagnostics;
using System.Formats.Tar;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Org.BouncyCastle.Crypto.Generators;
using Xunit;

namespace Kubesharp.Tests.Integration.Nodes;

/// <summary>Debian's docker-registry on loopback, with images of the test's own, and nothing left after.</summary>
internal sealed class LocalRegistry : IAsyncDisposable
{
    public const string User = "reader";
    public const string Password = "a secret of the test";

    private const string Program = "/usr/bin/docker-registry";
    private const string ManifestType = "application/vnd.oci.image.manifest.v1+json";

    private readonly Process process;
    private readonly string folder;
    private readonly HttpClient client;

    private LocalRegistry(Process process, string folder, int port)
    {
        this.process = process;
        this.folder = folder;
        Host = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
        client = new HttpClient { BaseAddress = new Uri($"http://{Host}") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Basic(User, Password));
    }

    /// <summary>The first part of its images' names.</summary>
    public string Host { get; }

    /// <summary>Skips the test where there is no registry.</summary>
    /// <param name="isPrivate">Whether it asks for a password.</param>
    public static async Task<LocalRegistry> StartAsync(bool isPrivate)
    {
        if (!File.Exists(Program))
            Assert.Skip("needs docker-registry");
        string folder = Directory.CreateTempSubdirectory("ks-registry-").FullName;
        int port = FreePort();
        string accounts = Path.Combine(folder, "htpasswd");
        string hash = OpenBsdBCrypt.Generate(
            "2y", Password.ToCharArray(), RandomNumberGenerator.GetBytes(16), cost: 4);
        await File.WriteAllTextAsync(accounts, $"{User}:{hash}\n");
        string configuration = Path.Combine(folder, "config.yml");
        await File.WriteAllTextAsync(configuration, $"""
            version: 0.1
            log: {"{"} level: error, accesslog: {"{"} disabled: true {"}"} {"}"}
            storage: {"{"} filesystem: {"{"} rootdirectory: {folder}/images {"}"} {"}"}
            http: {"{"} addr: "127.0.0.1:{port}" {"}"}
            {(isPrivate ? $"auth: {{ htpasswd: {{ realm: test, path: {accounts} }} }}" : "")}
            """);
        ProcessStartInfo start = new(Program) { UseShellExecute = false };
        start.ArgumentList.Add("serve");
        start.ArgumentList.Add(configuration);
        LocalRegistry registry = new(Process.Start(start)!, folder, port);
        try
        {
            await registry.WaitAsync();
        }
        catch
        {
            await registry.DisposeAsync();
            throw;
        }
        return registry;
    }

    /// <summary>What a Secret of type dockerconfigjson says for this registry.</summary>
    public string DockerConfiguration(string password) => new JsonObject
    {
        ["auths"] = new JsonObject { [Host] = new JsonObject { ["auth"] = Basic(User, password) } },
    }.ToJsonString();

    /// <summary>
    /// Pushes the busybox of the tests, made an image of its own by a label, and returns its digest.
    /// </summary>
    public async Task<string> PushAsync(string repository, string tag, string label)
    {
        Dictionary<string, byte[]> files = ReadArchive(NodeFixture.ArchiveOf("busybox-1.35.tar"));
        string first = JsonNode.Parse(files["index.json"])!["manifests"]![0]!["digest"]!.GetValue<string>();
        JsonNode manifest = JsonNode.Parse(files[BlobOf(first)])!;
        JsonNode image = JsonNode.Parse(files[BlobOf(manifest["config"]!["digest"]!.GetValue<string>())])!;
        image["config"]!["Labels"] = new JsonObject { ["test"] = label };
        byte[] config = Encoding.UTF8.GetBytes(image.ToJsonString());
        manifest["config"]!["digest"] = DigestOf(config);
        manifest["config"]!["size"] = config.Length;

        await PushBlobAsync(repository, config);
        foreach (JsonNode? layer in manifest["layers"]!.AsArray())
            await PushBlobAsync(repository, files[BlobOf(layer!["digest"]!.GetValue<string>())]);
        byte[] bytes = Encoding.UTF8.GetBytes(manifest.ToJsonString());
        using ByteArrayContent content = new(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue(ManifestType);
        using HttpResponseMessage response = await client.PutAsync($"/v2/{repository}/manifests/{tag}", content);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return DigestOf(bytes);
    }

    /// <summary>Stops serving, for good.</summary>
    public async Task StopAsync()
    {
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        process.Dispose();
        client.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task PushBlobAsync(string repository, byte[] blob)
    {
        using HttpResponseMessage begun = await client.PostAsync($"/v2/{repository}/blobs/uploads/", null);
        Assert.Equal(HttpStatusCode.Accepted, begun.StatusCode);
        Uri location = new(client.BaseAddress!, begun.Headers.Location!);
        string separator = location.Query.Length > 0 ? "&" : "?";
        using ByteArrayContent content = new(blob);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using HttpResponseMessage ended = await client.PutAsync(
            $"{location}{separator}digest={Uri.EscapeDataString(DigestOf(blob))}", content);
        Assert.Equal(HttpStatusCode.Created, ended.StatusCode);
    }

    private async Task WaitAsync()
    {
        for (int attempt = 0; attempt < 200; attempt++)
        {
            if (process.HasExited)
                throw new IOException("docker-registry ended at once");
            try
            {
                using HttpResponseMessage response = await client.GetAsync("/v2/");
                response.EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException exception) when (exception.StatusCode is null)
            {
                await Task.Delay(50);
            }
        }
        throw new TimeoutException("docker-registry does not answer");
    }

    private static Dictionary<string, byte[]> ReadArchive(string file)
    {
        Dictionary<string, byte[]> files = new(StringComparer.Ordinal);
        using FileStream stream = File.OpenRead(file);
        using TarReader reader = new(stream);
        while (reader.GetNextEntry() is { } entry)
        {
            using MemoryStream content = new();
            entry.DataStream?.CopyTo(content);
            files[entry.Name] = content.ToArray();
        }
        return files;
    }

    private static string BlobOf(string digest) => "blobs/sha256/" + digest["sha256:".Length..];

    private static string DigestOf(byte[] bytes) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static string Basic(string user, string password) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
