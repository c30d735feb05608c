using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Client;

namespace Kubesharp.Controllers.Workloads;

/// <summary>Creates and deletes the Pods of a workload and says so in its events, with upstream's texts.</summary>
internal sealed class PodWriter(ApiClient client, EventRecorder events)
{
    /// <summary>Creates all of them, in batches that double. A namespace that is going away is no error.</summary>
    public async Task<ApiError?> CreateAsync(
        ApiObject owner, IReadOnlyList<Pod> pods, CancellationToken cancellationToken)
    {
        ApiError? error = await SlowStart.RunAsync(pods, pod => CreateOneAsync(owner, pod, cancellationToken));
        return error is { IsNamespaceTerminating: true } ? null : error;
    }

    /// <summary>Deletes all of them; one that is gone already is a success.</summary>
    public async Task<ApiError?> DeleteAsync(
        ApiObject owner, IReadOnlyList<Pod> pods, CancellationToken cancellationToken)
    {
        ApiError?[] errors = await Task.WhenAll(pods.Select(pod => DeleteOneAsync(owner, pod, cancellationToken)));
        return Array.Find(errors, static error => error is not null);
    }

    public static Pod FromTemplate(ApiObject owner, PodTemplateSpec template) => new()
    {
        Metadata = ObjectMeta.Empty with
        {
            GenerateName = owner.Metadata.Name + "-",
            Namespace = owner.Metadata.Namespace,
            Labels = template.Metadata.Labels,
            Annotations = template.Metadata.Annotations,
            Finalizers = template.Metadata.Finalizers,
            OwnerReferences = [Ownership.ReferenceTo(owner)],
        },
        Spec = template.Spec,
    };

    /// <summary>Deletes exactly this Pod, not one that took its name since.</summary>
    public static DeleteOptions Exactly(ApiObject value) =>
        new() { Preconditions = Preconditions.Empty with { Uid = value.Metadata.Uid } };

    private async Task<ApiError?> CreateOneAsync(ApiObject owner, Pod pod, CancellationToken cancellationToken)
    {
        ApiResult<Pod> created = await client.CreateAsync(pod, cancellationToken);
        if (created.Value is { } made)
        {
            await events.RecordAsync(
                owner, "Normal", "SuccessfulCreate", $"Created pod: {made.Metadata.Name}", cancellationToken);
            return null;
        }
        if (!created.Error!.IsNamespaceTerminating)
        {
            await events.RecordAsync(
                owner, "Warning", "FailedCreate", $"Error creating: {created.Error.Message}", cancellationToken);
        }
        return created.Error;
    }

    private async Task<ApiError?> DeleteOneAsync(ApiObject owner, Pod pod, CancellationToken cancellationToken)
    {
        ApiError? error = await client.DeleteAsync<Pod>(ObjectKey.Of(pod), Exactly(pod), cancellationToken);
        if (error is { IsConflict: true })
            return null; // Another Pod has the name by now: ours is gone.
        if (error is null)
        {
            await events.RecordAsync(
                owner, "Normal", "SuccessfulDelete", $"Deleted pod: {pod.Metadata.Name}", cancellationToken);
        }
        else
        {
            await events.RecordAsync(
                owner, "Warning", "FailedDelete", $"Error deleting: {error.Message}", cancellationToken);
        }
        return error;
    }
}
