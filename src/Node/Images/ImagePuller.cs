using System.Globalization;
using Kubesharp.Api.Core;
using Kubesharp.Kubelet.Cri;
using Kubesharp.Kubelet.PodWorkers;
using Container = Kubesharp.Api.Core.Container;

namespace Kubesharp.Kubelet.Images;

/// <summary>
/// Gets the image of a container by its pull policy. One for each Pod's worker, which owns its pauses.
/// </summary>
internal sealed class ImagePuller(
    IContainerRuntime runtime, ReferencedObjects objects, NodeEvents events, TimeProvider time)
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
        Image? present = await runtime.ImageStatusAsync(name, cancellationToken);
        if (present is not null && policy != PullPolicy.Always)
        {
            string message =
                $"Container image \"{name}\" already present on machine and can be accessed by the pod";
            events.Normal(pod, "Pulled", message, fieldPath);
            return present;
        }
        if (policy == PullPolicy.Never)
        {
            string message = $"Container image \"{name}\" is not present with pull policy of Never";
            events.Warning(pod, "ErrImageNeverPull", message, fieldPath);
            throw new SetupException("ErrImageNeverPull", message);
        }
        if (failures.TryGetValue(name, out (DateTimeOffset At, string Error) failure)
            && backoff.Remaining(name, failure.At) is not null)
        {
            string message = $"Back-off pulling image \"{name}\"";
            events.Normal(pod, "BackOff", message, fieldPath);
            throw new SetupException("ImagePullBackOff", $"{message}: ErrImagePull: {failure.Error}");
        }
        return await PullAsync(pod, name, fieldPath, sandboxConfig, cancellationToken);
    }

    /// <summary>When the next pull of an image that failed is due.</summary>
    public TimeSpan? NextTry(string image) =>
        failures.TryGetValue(image, out (DateTimeOffset At, string Error) failure)
            ? backoff.Remaining(image, failure.At) ?? TimeSpan.Zero
            : null;

    private async Task<Image> PullAsync(
        Pod pod, string name, string fieldPath, PodSandboxConfig sandboxConfig, CancellationToken cancellationToken)
    {
        events.Normal(pod, "Pulling", $"Pulling image \"{name}\"", fieldPath);
        long started = time.GetTimestamp();
        try
        {
            await PullAsync(pod, name, sandboxConfig, cancellationToken);
            Image image = await runtime.ImageStatusAsync(name, cancellationToken)
                ?? throw new RuntimeException(
                    Grpc.Core.StatusCode.NotFound, $"image \"{name}\" vanished after its pull");
            string took = Duration(time.GetElapsedTime(started));
            events.Normal(
                pod, "Pulled",
                $"Successfully pulled image \"{name}\" in {took} ({took} including waiting). "
                + $"Image size: {image.Size.ToString(CultureInfo.InvariantCulture)} bytes.",
                fieldPath);
            failures.Remove(name);
            backoff.Forget(name);
            return image;
        }
        catch (RuntimeException exception)
        {
            DateTimeOffset now = time.GetUtcNow();
            backoff.Next(name, now);
            failures[name] = (now, exception.Message);
            events.Warning(pod, "Failed", $"Failed to pull image \"{name}\": {exception.Message}", fieldPath);
            throw new SetupException("ErrImagePull", exception.Message);
        }
    }

    private async Task PullAsync(
        Pod pod, string name, PodSandboxConfig sandboxConfig, CancellationToken cancellationToken)
    {
        List<Secret> secrets = [];
        foreach (LocalObjectReference reference in pod.Spec.ImagePullSecrets)
        {
            if (await objects.SecretAsync(
                pod.Metadata.Namespace, reference.Name, optional: true, cancellationToken) is { } secret)
                secrets.Add(secret);
        }
        IReadOnlyList<AuthConfig> credentials = PullCredentials.For(name, secrets);
        if (credentials.Count == 0)
        {
            await runtime.PullImageAsync(name, null, sandboxConfig, cancellationToken);
            return;
        }
        for (int index = 0; ; index++)
        {
            try
            {
                await runtime.PullImageAsync(name, credentials[index], sandboxConfig, cancellationToken);
                return;
            }
            catch (RuntimeException) when (index + 1 < credentials.Count)
            {
                // The next secret may hold the password that is right.
            }
        }
    }

    private static string Duration(TimeSpan span) => span.TotalSeconds < 1
        ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalMilliseconds:0}ms")
        : string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.###}s");
}
