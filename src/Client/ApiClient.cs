using System.Text;
using Kubesharp.Api;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;
using Kubesharp.Client.Reconciling;

namespace Kubesharp.Client;

/// <summary>
/// Typed calls over any transport. Refusals and broken connections come back as <see cref="ApiError"/>. Stateless, safe
/// from any thread. Writes made inside a reconcile are noted in its <see cref="WriteScope"/>.
/// </summary>
public sealed class ApiClient(ITransport transport, string fieldManager = "")
{
    public ITransport Transport => transport;

    public Task<ApiResult<T>> GetAsync<T>(ObjectKey key, CancellationToken cancellationToken)
        where T : ApiObject =>
        SendAsync<T>(Request<T>(Verb.Get, key), cancellationToken);

    /// <param name="namespaceName">Empty: all namespaces.</param>
    public async Task<(ObjectList<T>? List, ApiError? Error)> ListAsync<T>(
        string namespaceName, CancellationToken cancellationToken, string labelSelector = "", string fieldSelector = "")
        where T : ApiObject
    {
        ApiRequest request = Request<T>(Verb.List, new(namespaceName, "")) with
        {
            LabelSelector = labelSelector, FieldSelector = fieldSelector,
        };
        try
        {
            ApiResponse response = await transport.SendAsync(request, cancellationToken);
            if (response.Error is { } status)
                return (null, ApiError.From(status));
            ObjectList<ApiObject> list = response.List!;
            return (new ObjectList<T>(list.ResourceVersion, [.. list.Items.Cast<T>()]), null);
        }
        catch (IOException exception)
        {
            return (null, ApiError.Broken(exception));
        }
    }

    public Task<ApiResult<T>> CreateAsync<T>(T value, CancellationToken cancellationToken)
        where T : ApiObject =>
        SendAsync<T>(Request<T>(Verb.Create, new(value.Metadata.Namespace, "")) with { Body = value },
            cancellationToken);

    /// <summary>PUT; with a resourceVersion in the object a lost race is a conflict.</summary>
    public Task<ApiResult<T>> UpdateAsync<T>(T value, CancellationToken cancellationToken, string subresource = "")
        where T : ApiObject =>
        SendAsync<T>(
            Request<T>(Verb.Update, ObjectKey.Of(value)) with { Body = value, Subresource = subresource },
            cancellationToken);

    public Task<ApiResult<T>> UpdateStatusAsync<T>(T value, CancellationToken cancellationToken)
        where T : ApiObject =>
        UpdateAsync(value, cancellationToken, "status");

    /// <param name="patch">UTF-8 JSON of the given type.</param>
    public Task<ApiResult<T>> PatchAsync<T>(
        ObjectKey key, PatchType type, ReadOnlyMemory<byte> patch, CancellationToken cancellationToken,
        string subresource = "")
        where T : ApiObject =>
        SendAsync<T>(
            Request<T>(Verb.Patch, key) with { PatchType = type, Patch = patch, Subresource = subresource },
            cancellationToken);

    /// <inheritdoc cref="PatchAsync{T}(ObjectKey, PatchType, ReadOnlyMemory{byte}, CancellationToken, string)"/>
    public Task<ApiResult<T>> PatchAsync<T>(
        ObjectKey key, PatchType type, string patch, CancellationToken cancellationToken, string subresource = "")
        where T : ApiObject =>
        PatchAsync<T>(key, type, Encoding.UTF8.GetBytes(patch), cancellationToken, subresource);

    /// <summary>Asks for deletion. An object that is gone already is a success.</summary>
    public async Task<ApiError?> DeleteAsync<T>(
        ObjectKey key, DeleteOptions? options, CancellationToken cancellationToken)
        where T : ApiObject
    {
        ApiRequest request = Request<T>(Verb.Delete, key) with { DeleteOptions = options };
        try
        {
            ApiResponse response = await transport.SendAsync(request, cancellationToken);
            if (response.Error is { Code: not 404 } status)
                return ApiError.From(status);
            WriteScope.Current?.NoteDelete(typeof(T), key, options?.Preconditions?.Uid);
            return null;
        }
        catch (IOException exception)
        {
            WriteScope.Current?.NoteUnknown<T>(this, key.Namespace);
            return ApiError.Broken(exception);
        }
    }

    /// <summary>
    /// Any other call: a subresource with a message of its own (Binding, Eviction, TokenRequest, Scale).
    /// </summary>
    public async Task<ApiResult<TOut>> CallAsync<TOut>(ApiRequest request, CancellationToken cancellationToken)
        where TOut : class, IKind
    {
        try
        {
            ApiResponse response = await transport.SendAsync(request, cancellationToken);
            if (response.Error is { } status)
                return ApiError.From(status);
            return new(response.Object as TOut, null);
        }
        catch (IOException exception)
        {
            return ApiError.Broken(exception);
        }
    }

    /// <summary>The request for a verb on T with this client's field manager.</summary>
    public ApiRequest Request<T>(Verb verb, ObjectKey key)
        where T : ApiObject =>
        new()
        {
            Verb = verb,
            Resource = ResourceRegistry.Of<T>().Key,
            Namespace = key.Namespace,
            Name = key.Name,
            FieldManager = fieldManager,
        };

    private async Task<ApiResult<T>> SendAsync<T>(ApiRequest request, CancellationToken cancellationToken)
        where T : ApiObject
    {
        ApiResult<T> result = await CallAsync<T>(request, cancellationToken);
        if (request.Verb == Verb.Get || request.DryRun)
            return result;
        if (result.Value is { } written)
            WriteScope.Current?.NoteWrite(typeof(T), written.Metadata.ResourceVersion);
        else if (result.Error is { Code: 0 })
            WriteScope.Current?.NoteUnknown<T>(this, request.Namespace);
        return result;
    }
}
