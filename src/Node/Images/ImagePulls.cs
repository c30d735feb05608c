using Kubesharp.Api.Core;
using Kubesharp.Kubelet.Cri;

namespace Kubesharp.Kubelet.Images;

/// <summary>How a pull went that succeeded.</summary>
/// <param name="Took">From the first word to the registry, without the wait for other pulls.</param>
internal sealed record PullOutcome(Image Image, TimeSpan Took);

/// <summary>
/// Every pull of a node: one by one or some at a time, not too many a second, with the credentials that there are, and
/// with a note of those that served.
/// </summary>
/// <remarks>Safe from any thread: the lock guards <c>allowance</c> and <c>countedAt</c>.</remarks>
internal sealed class ImagePulls(
    IContainerRuntime runtime, ReferencedObjects objects, PullRecords records, CredentialProviders providers,
    ImageOptions options, string nodeConfiguration, NodeEvents events, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly SemaphoreSlim? places = options.SerializePulls ? new(1)
        : options.ParallelPullsMax is { } max ? new(max)
        : null;
    private double allowance = options.PullBurst;
    private long countedAt = time.GetTimestamp();

    /// <summary>Whether the Pod must show to the registry that it may have an image that is here already.</summary>
    /// <param name="credentials">Asked for only when it depends on them.</param>
    public async Task<bool> MustShowAsync(
        string name, Image present, Func<Task<IReadOnlyList<PullCredential>>> credentials)
    {
        PullRecord? record = records.Find(name, present.Id);
        if (!MustVerify(options, name, record is not null))
            return false;
        string repository = ImageName.RepositoryOf(name);
        if (record is null || !record.Access.ContainsKey(repository))
            return true;
        return !record.Allows(repository, []) && !record.Allows(repository, await credentials());
    }

    /// <summary>The policy alone. Pure.</summary>
    /// <param name="pulledHere">The image came through this kubelet.</param>
    internal static bool MustVerify(ImageOptions options, string name, bool pulledHere) => options.Verification switch
    {
        PullVerification.NeverVerify => false,
        PullVerification.AlwaysVerify => true,
        PullVerification.NeverVerifyAllowlistedImages => pulledHere || !IsListed(options, name),
        _ => pulledHere,
    };

    /// <summary>What the Pod and the node have for the image: secrets, the node's own file, programs.</summary>
    public async Task<IReadOnlyList<PullCredential>> CredentialsAsync(
        Pod pod, string name, CancellationToken cancellationToken)
    {
        List<Secret> secrets = [];
        List<string> missing = [];
        foreach (LocalObjectReference reference in pod.Spec.ImagePullSecrets.Where(static one => one.Name.Length > 0))
        {
            try
            {
                if (await objects.SecretAsync(
                    pod.Metadata.Namespace, reference.Name, optional: true, cancellationToken) is { } secret)
                    secrets.Add(secret);
                else
                    missing.Add(reference.Name);
            }
            catch (SetupException)
            {
                missing.Add(reference.Name);
            }
        }
        if (missing.Count > 0)
        {
            events.Warning(
                pod, "FailedToRetrieveImagePullSecret",
                $"Unable to retrieve some image pull secrets ({string.Join(", ", missing)}); attempting to pull the "
                + "image may not succeed.");
        }
        return
        [
            .. PullCredentials.For(name, secrets),
            .. File.Exists(nodeConfiguration)
                ? PullCredentials.For(name, await File.ReadAllBytesAsync(nodeConfiguration, cancellationToken)) : [],
            .. await providers.AskAsync(pod, name, cancellationToken),
        ];
    }

    /// <exception cref="RuntimeException">No registry gave it, whatever it was told.</exception>
    /// <exception cref="SetupException">Too many pulls at once.</exception>
    public async Task<PullOutcome> PullAsync(
        string name, IReadOnlyList<PullCredential> credentials, PodSandboxConfig sandboxConfig,
        CancellationToken cancellationToken)
    {
        records.Begin(name);
        bool pulled = false;
        try
        {
            await (places?.WaitAsync(cancellationToken) ?? Task.CompletedTask);
            try
            {
                if (!MayPull())
                    throw new SetupException("ErrImagePull", "pull QPS exceeded");
                long started = time.GetTimestamp();
                PullCredential? used = await PullWithAnyAsync(name, credentials, sandboxConfig, cancellationToken);
                TimeSpan took = time.GetElapsedTime(started);
                Image image = await runtime.ImageStatusAsync(name, cancellationToken)
                    ?? throw new RuntimeException(
                        Grpc.Core.StatusCode.NotFound, $"image \"{name}\" vanished after its pull");
                records.Succeed(name, image.Id, used);
                pulled = true;
                return new PullOutcome(image, took);
            }
            finally
            {
                places?.Release();
            }
        }
        finally
        {
            if (!pulled)
                records.Fail(name);
        }
    }

    // The next secret may hold the password that is right.
    private async Task<PullCredential?> PullWithAnyAsync(
        string name, IReadOnlyList<PullCredential> credentials, PodSandboxConfig sandboxConfig,
        CancellationToken cancellationToken)
    {
        if (credentials.Count == 0)
        {
            await runtime.PullImageAsync(name, null, sandboxConfig, cancellationToken);
            return null;
        }
        List<RuntimeException> failures = [];
        foreach (PullCredential credential in credentials)
        {
            try
            {
                await runtime.PullImageAsync(name, credential.Auth, sandboxConfig, cancellationToken);
                return credential;
            }
            catch (RuntimeException exception)
            {
                failures.Add(exception);
            }
        }
        string[] texts = [.. failures.Select(static failure => failure.Message).Distinct()];
        throw texts.Length == 1 ? failures[0] : new RuntimeException(failures, $"[{string.Join(", ", texts)}]");
    }

    private static bool IsListed(ImageOptions options, string name)
    {
        string repository = ImageName.RepositoryOf(name);
        return options.VerificationAllowlist.Any(entry => entry.EndsWith("/*", StringComparison.Ordinal)
            ? repository.StartsWith(entry[..^1], StringComparison.Ordinal)
            : repository == entry);
    }

    private bool MayPull()
    {
        if (options.PullsPerSecond <= 0)
            return true;
        lock (gate)
        {
            long now = time.GetTimestamp();
            allowance = Math.Min(
                options.PullBurst,
                allowance + time.GetElapsedTime(countedAt, now).TotalSeconds * options.PullsPerSecond);
            countedAt = now;
            if (allowance < 1)
                return false;
            allowance--;
            return true;
        }
    }
}
