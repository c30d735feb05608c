using System.Globalization;
using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Kubelet.Cri;
using Kubesharp.Kubelet.PodWorkers;
using Container = Kubesharp.Api.Core.Container;

namespace Kubesharp.Kubelet.Images;

/// <summary>
/// Gets the image of a container by its pull policy. One for each Pod's worker, which owns its pauses.
/// </summary>
internal sealed class ImagePuller(IContainerRuntime runtime, ImagePulls pulls, NodeEvents events, TimeProvider time)
{
    private readonly Backoff backoff = new(time);
    private readonly Dictionary<string, (DateTimeOffset At, string Error)> failures = new(StringComparer.Ordinal);

    /// <exception cref="SetupException">There is no image, with the reason that the container waits for.</exception>
    public async Task<Image> EnsureAsync(
        Pod pod, Container container, string fieldPath, PodSandboxConfig sandboxConfig,
        CancellationToken cancellationToken)
    {
        string name = container.Image;
        if (!ImageName.IsValid(name))
        {
            string message = $"Failed to apply default image tag \"{name}\": couldn't parse image name \"{name}\": "
                + "invalid reference format";
            events.Warning(pod, "InspectFailed", message, fieldPath);
            throw new SetupException("InvalidImageName", message);
        }
        string policy = container.ImagePullPolicy.Length > 0 ? container.ImagePullPolicy
            : ImageName.IsLatest(name) ? PullPolicy.Always : PullPolicy.IfNotPresent;
        Image? present = await StatusAsync(pod, name, fieldPath, cancellationToken);
        IReadOnlyList<PullCredential>? credentials = null;
        async Task<IReadOnlyList<PullCredential>> CredentialsAsync() =>
            credentials ??= await pulls.CredentialsAsync(pod, name, cancellationToken);

        if (present is not null && policy != PullPolicy.Always
            && !await pulls.MustShowAsync(name, present, CredentialsAsync))
        {
            string message =
                $"Container image \"{name}\" already present on machine and can be accessed by the pod";
            events.Normal(pod, "Pulled", message, fieldPath);
            return present;
        }
        if (policy == PullPolicy.Never)
        {
            // The same words whether it is not there or not for this Pod: who may not have it need not know.
            string message = $"Container image \"{name}\" is not present with pull policy of Never";
            events.Warning(pod, "ErrImageNeverPull", message, fieldPath);
            throw new SetupException("ErrImageNeverPull", message);
        }
        if (failures.TryGetValue(name, out (DateTimeOffset At, string Error) failure)
            && backoff.Remaining(name, failure.At) is not null)
        {
            string message = $"Back-off pulling image \"{name}\"";
            events.Normal(pod, "BackOff", message, fieldPath);
            throw new SetupException("ImagePullBackOff", $"{message}: {failure.Error}");
        }
        return await PullAsync(pod, name, fieldPath, await CredentialsAsync(), sandboxConfig, cancellationToken);
    }

    /// <summary>When the next pull of an image that failed is due.</summary>
    public TimeSpan? NextTry(string image) =>
        failures.TryGetValue(image, out (DateTimeOffset At, string Error) failure)
            ? backoff.Remaining(image, failure.At) ?? TimeSpan.Zero
            : null;

    private async Task<Image?> StatusAsync(
        Pod pod, string name, string fieldPath, CancellationToken cancellationToken)
    {
        try
        {
            return await runtime.ImageStatusAsync(name, cancellationToken);
        }
        catch (RuntimeException exception)
        {
            string message = $"Failed to inspect image \"{name}\": {exception.Message}";
            events.Warning(pod, "InspectFailed", message, fieldPath);
            throw new SetupException("ImageInspectError", message);
        }
    }

    private async Task<Image> PullAsync(
        Pod pod, string name, string fieldPath, IReadOnlyList<PullCredential> credentials,
        PodSandboxConfig sandboxConfig, CancellationToken cancellationToken)
    {
        events.Normal(pod, "Pulling", $"Pulling image \"{name}\"", fieldPath);
        long started = time.GetTimestamp();
        try
        {
            PullOutcome outcome = await pulls.PullAsync(name, credentials, sandboxConfig, cancellationToken);
            events.Normal(
                pod, "Pulled",
                $"Successfully pulled image \"{name}\" in {Shown(outcome.Took)} "
                + $"({Shown(time.GetElapsedTime(started))} including waiting). "
                + $"Image size: {outcome.Image.Size.ToString(CultureInfo.InvariantCulture)} bytes.",
                fieldPath);
            failures.Remove(name);
            backoff.Forget(name);
            return outcome.Image;
        }
        catch (Exception exception) when (exception is RuntimeException or SetupException)
        {
            DateTimeOffset now = time.GetUtcNow();
            backoff.Next(name, now);
            (string reason, string message) = Judge(name, exception.Message);
            failures[name] = (now, $"{reason}: {message}");
            events.Warning(pod, "Failed", $"Failed to pull image \"{name}\": {exception.Message}", fieldPath);
            throw new SetupException(reason, message);
        }
    }

    // The two refusals that a runtime names by themselves; all others are one.
    private static (string Reason, string Message) Judge(string image, string error)
    {
        foreach ((string reason, string text) in (ReadOnlySpan<(string, string)>)
            [("RegistryUnavailable", "the registry is unavailable"),
                ("SignatureValidationFailed", "the signature validation failed")])
        {
            if (error.StartsWith(reason, StringComparison.Ordinal))
                return (reason, $"image pull failed for {image} because {text}{error[reason.Length..]}");
        }
        return ("ErrImagePull", error);
    }

    // In whole milliseconds: 345ms, 1.2s, 1m2.5s.
    internal static string Shown(TimeSpan span) =>
        Duration.From(TimeSpan.FromMilliseconds((long)span.TotalMilliseconds)).ToString();
}
