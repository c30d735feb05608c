using System.Buffers;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Kubesharp.Api;

namespace Kubesharp.Kubelet.Images;

/// <summary>What one program was asked for.</summary>
/// <param name="Image">The image's full name without tag and digest.</param>
/// <param name="Token">The service account's token; empty when the program works for the node.</param>
internal sealed record ProviderRequest(string Image, string Token, IReadOnlyDictionary<string, string> Annotations);

/// <summary>
/// A program that gives credentials for images (credentialprovider.kubelet.k8s.io): a request on its standard input, an
/// answer on its output, kept as long as it says and for as much as it says.
/// </summary>
/// <remarks>Safe from any thread: <c>answers</c> and <c>running</c> are guarded by the lock.</remarks>
internal sealed class CredentialProvider(CredentialProviderOptions options, string directory, TimeProvider time)
{
    // Upstream's: enough for a program that tries again, and an end for one that hangs.
    private static readonly TimeSpan RunTimeout = TimeSpan.FromMinutes(1);
    private const string GlobalKey = "global";

    private readonly Lock gate = new();
    private readonly Dictionary<(string Key, string Account), (IReadOnlyList<Entry> Entries, DateTimeOffset Until)>
        answers = [];
    private readonly Dictionary<(string Image, string Token, string Account), Task<IReadOnlyList<Entry>>> running = [];

    public CredentialProviderOptions Options => options;

    public bool IsFor(string repository) =>
        options.MatchImages.Any(pattern => RegistryPattern.Matches(pattern, repository));

    /// <param name="account">Whose answer it is, beside the image; empty for the node's.</param>
    /// <exception cref="IOException">The program does not answer as it should.</exception>
    public async Task<IReadOnlyList<PullCredential>> AskAsync(
        ProviderRequest request, string account, CancellationToken cancellationToken)
    {
        Task<IReadOnlyList<Entry>> task;
        lock (gate)
        {
            if (Kept(request.Image, account) is { } kept)
                return PullCredentials.Choose(request.Image, kept.Select(static entry => (entry.Key, entry.Value)));
            // Containers that start together ask once. Nobody's cancellation ends what others wait for.
            (string, string, string) key = (request.Image, request.Token, account);
            if (!running.TryGetValue(key, out task!))
                running[key] = task = RunAndKeepAsync(request, account, key);
        }
        IReadOnlyList<Entry> entries = await task.WaitAsync(cancellationToken);
        return PullCredentials.Choose(request.Image, entries.Select(static entry => (entry.Key, entry.Value)));
    }

    private IReadOnlyList<Entry>? Kept(string image, string account)
    {
        DateTimeOffset now = time.GetUtcNow();
        foreach ((string, string) old in answers.Where(pair => now > pair.Value.Until)
            .Select(static pair => pair.Key).ToList())
            answers.Remove(old);
        foreach (string key in (ReadOnlySpan<string>)[image, RegistryOf(image), GlobalKey])
        {
            if (answers.TryGetValue((key, account), out (IReadOnlyList<Entry> Entries, DateTimeOffset Until) found))
                return found.Entries;
        }
        return null;
    }

    private async Task<IReadOnlyList<Entry>> RunAndKeepAsync(
        ProviderRequest request, string account, (string, string, string) key)
    {
        // The caller holds the lock until the task is known.
        await Task.Yield();
        try
        {
            Answer answer = Decode(await RunAsync(Encode(request)));
            TimeSpan keepFor = answer.CacheDuration ?? options.DefaultCacheDuration;
            string name = answer.CacheKeyType switch
            {
                "Image" => request.Image,
                "Registry" => RegistryOf(request.Image),
                "Global" => GlobalKey,
                var other => throw new IOException(
                    $"credential provider plugin did not return a valid cacheKeyType: \"{other}\""),
            };
            if (keepFor > TimeSpan.Zero)
            {
                lock (gate)
                    answers[(name, account)] = (answer.Entries, time.GetUtcNow() + keepFor);
            }
            return answer.Entries;
        }
        finally
        {
            lock (gate)
                running.Remove(key);
        }
    }

    private byte[] Encode(ProviderRequest request)
    {
        ArrayBufferWriter<byte> buffer = new();
        using Utf8JsonWriter writer = new(buffer);
        writer.WriteStartObject();
        writer.WriteString("kind", "CredentialProviderRequest");
        writer.WriteString("apiVersion", options.ApiVersion);
        writer.WriteString("image", request.Image);
        if (request.Token.Length > 0)
        {
            writer.WriteString("serviceAccountToken", request.Token);
            writer.WriteStartObject("serviceAccountAnnotations");
            foreach ((string key, string value) in request.Annotations)
                writer.WriteString(key, value);
            writer.WriteEndObject();
        }
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private async Task<string> RunAsync(byte[] request)
    {
        ProcessStartInfo start = new(Path.Combine(directory, options.Name))
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in options.Arguments)
            start.ArgumentList.Add(argument);
        foreach ((string name, string value) in options.Environment)
            start.Environment[name] = value;
        try
        {
            using Process process = Process.Start(start)
                ?? throw new IOException($"credential provider plugin {options.Name} could not be started");
            using CancellationTokenSource timer = new(RunTimeout, time);
            try
            {
                Task<string> output = process.StandardOutput.ReadToEndAsync(timer.Token);
                Task<string> error = process.StandardError.ReadToEndAsync(timer.Token);
                await FeedAsync(process, request, timer.Token);
                await process.WaitForExitAsync(timer.Token);
                return process.ExitCode == 0 ? await output : throw new IOException(
                    $"error execing credential provider plugin {options.Name}: exit status {process.ExitCode}: "
                    + (await error).Trim());
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw new IOException(
                    $"error execing credential provider plugin {options.Name}: context deadline exceeded");
            }
        }
        catch (Win32Exception exception)
        {
            throw new IOException(
                $"error execing credential provider plugin {options.Name}: {exception.Message}", exception);
        }
    }

    private static async Task FeedAsync(Process process, byte[] request, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(request, cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It did not care for what it was asked; its exit code tells.
        }
    }

    // What does not decode may hold passwords: no message quotes it.
    private Answer Decode(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            JsonElement root = document.RootElement;
            string version = Text(root, "apiVersion");
            if (version != options.ApiVersion)
            {
                throw new IOException("apiVersion from credential plugin response did not match expected "
                    + $"apiVersion:{options.ApiVersion}, actual apiVersion:{version}");
            }
            if (Text(root, "kind") != "CredentialProviderResponse")
                throw new IOException("failed to decode CredentialProviderResponse: unexpected kind");
            List<Entry> entries = [];
            if (root.TryGetProperty("auth", out JsonElement auth) && auth.ValueKind == JsonValueKind.Object)
            {
                foreach (JsonProperty entry in auth.EnumerateObject())
                {
                    entries.Add(new Entry(entry.Name, new PullCredential(new Cri.AuthConfig
                    {
                        Username = Text(entry.Value, "username"), Password = Text(entry.Value, "password"),
                    })));
                }
            }
            TimeSpan? keepFor = Text(root, "cacheDuration") is not { Length: > 0 } duration ? null
                : Duration.TryParse(duration, out Duration parsed) ? parsed.ToTimeSpan()
                : throw new JsonException();
            return new Answer(Text(root, "cacheKeyType"), keepFor, entries);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new IOException("error decoding credential provider plugin response from stdout");
        }
    }

    private static string Text(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()! : "";

    private static string RegistryOf(string image) => image.Split('/')[0];

    private sealed record Entry(string Key, PullCredential Value);

    private sealed record Answer(string CacheKeyType, TimeSpan? CacheDuration, IReadOnlyList<Entry> Entries);
}
