using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Kubesharp.Api;
using Kubesharp.Api.Authentication;
using Kubesharp.Api.Authorization;
using Kubesharp.Api.Core;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Transport;

namespace Kubesharp.Tests.Integration.Nodes;

/// <summary>
/// As much of an API server as a kubelet alone needs: objects in memory with revisions, watches, and the graceful
/// deletion of Pods. No validation, no admission.
/// </summary>
internal sealed class MemoryApi(TimeProvider time) : ITransport
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Resource, string Namespace, string Name), ApiObject> objects = [];
    private readonly List<(string Resource, ChannelWriter<WatchEvent> Writer)> watchers = [];
    private long revision = 100;

    public ConcurrentQueue<Event> Events { get; } = [];

    /// <summary>Answers no request, as when the server or the way to it is down.</summary>
    public bool IsAway { get; set; }

    public T? Get<T>(string name, string namespaceName = "default")
        where T : ApiObject
    {
        lock (gate)
            return objects.GetValueOrDefault((ResourceRegistry.Of<T>().Key.Resource, namespaceName, name)) as T;
    }

    public T Put<T>(T value)
        where T : ApiObject
    {
        lock (gate)
            return (T)Store(ResourceRegistry.Of<T>().Key.Resource, value);
    }

    public void Delete(string name, long? grace = null, string namespaceName = "default")
    {
        lock (gate)
            DeletePod(("pods", namespaceName, name), grace);
    }

    public Task<ApiResponse> SendAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        if (IsAway)
            return Task.FromException<ApiResponse>(new IOException("the server is away"));
        lock (gate)
            return Task.FromResult(Answer(request));
    }

    public async IAsyncEnumerable<WatchEvent> WatchAsync(
        ApiRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Channel<WatchEvent> channel = Channel.CreateUnbounded<WatchEvent>();
        long from = long.Parse(request.ResourceVersion, CultureInfo.InvariantCulture);
        lock (gate)
        {
            foreach (((string resource, _, _), ApiObject value) in objects)
            {
                if (resource == request.Resource.Resource
                    && long.Parse(value.Metadata.ResourceVersion, CultureInfo.InvariantCulture) > from)
                    channel.Writer.TryWrite(new WatchEvent(WatchEventType.Modified, value));
            }
            watchers.Add((request.Resource.Resource, channel.Writer));
        }
        await foreach (WatchEvent watchEvent in channel.Reader.ReadAllAsync(cancellationToken))
            yield return watchEvent;
    }

    private ApiResponse Answer(ApiRequest request)
    {
        string resource = request.Resource.Resource;
        (string, string, string) key = (resource, request.Namespace, request.Name);
        switch (request.Verb)
        {
            case Verb.List:
                return new ApiResponse
                {
                    Code = 200,
                    List = new(
                        revision.ToString(CultureInfo.InvariantCulture),
                        [.. objects.Where(pair => pair.Key.Resource == resource).Select(static pair => pair.Value)]),
                };
            case Verb.Create when request.Subresource == "token":
                return new ApiResponse { Code = 201, Object = Grant((TokenRequest)request.Body!) };
            case Verb.Create when request.Body is TokenReview review:
                return new ApiResponse { Code = 201, Object = Known(review) };
            case Verb.Create when request.Body is SubjectAccessReview review:
                return new ApiResponse { Code = 201, Object = Judged(review) };
            case Verb.Create:
                if (request.Body is Event recorded)
                    Events.Enqueue(recorded);
                return new ApiResponse { Code = 201, Object = Store(resource, (ApiObject)request.Body!) };
            case Verb.Patch:
                return objects.TryGetValue(key, out ApiObject? patched)
                    ? new ApiResponse { Code = 200, Object = patched }
                    : Refuse(404, "NotFound");
            case Verb.Delete:
                if (!objects.ContainsKey(key))
                    return Refuse(404, "NotFound");
                DeletePod(key, request.DeleteOptions?.GracePeriodSeconds);
                return new ApiResponse { Code = 200 };
        }
        if (!objects.TryGetValue(key, out ApiObject? known))
            return Refuse(404, "NotFound");
        if (request.Verb == Verb.Get)
            return new ApiResponse { Code = 200, Object = known };
        ApiObject next = (ApiObject)request.Body!;
        if (next.Metadata.ResourceVersion != known.Metadata.ResourceVersion)
            return Refuse(409, "Conflict");
        if (request.Subresource == "status" && next is Pod pod)
            next = (Pod)known with { Status = pod.Status };
        return new ApiResponse { Code = 200, Object = Store(resource, next) };
    }

    // One stranger is known, who may look at the metrics of nodes and at nothing else.
    private static TokenReview Known(TokenReview review) => review.Spec.Token == "monitor"
        ? review with { Status = new() { Authenticated = true, User = new() { Username = "monitor" } } }
        : review;

    private static SubjectAccessReview Judged(SubjectAccessReview review) => review with
    {
        Status = new()
        {
            Allowed = review.Spec is
                { User: "monitor", ResourceAttributes: { Resource: "nodes", Subresource: "metrics", Verb: "get" } },
        },
    };

    private TokenRequest Grant(TokenRequest request) => request with
    {
        Status = new()
        {
            Token = $"token-{request.Spec.BoundObjectRef?.Name}",
            ExpirationTimestamp = new Time(time.GetUtcNow().AddSeconds(request.Spec.ExpirationSeconds ?? 3600)),
        },
    };

    private ApiObject Store(string resource, ApiObject value)
    {
        revision++;
        (string, string, string) key = (resource, value.Metadata.Namespace, value.Metadata.Name);
        bool isNew = !objects.TryGetValue(key, out ApiObject? known);
        ApiObject stored = value with
        {
            Metadata = value.Metadata with
            {
                Uid = known?.Metadata.Uid ?? Entropy.System.NewUid(),
                CreationTimestamp = known?.Metadata.CreationTimestamp ?? new Time(time.GetUtcNow()),
                ResourceVersion = revision.ToString(CultureInfo.InvariantCulture),
            },
        };
        objects[key] = stored;
        Tell(resource, isNew ? WatchEventType.Added : WatchEventType.Modified, stored);
        return stored;
    }

    private void DeletePod((string Resource, string Namespace, string Name) key, long? grace)
    {
        ApiObject known = objects[key];
        long seconds = grace ?? (known as Pod)?.Spec.TerminationGracePeriodSeconds ?? 0;
        if (known is Pod && seconds > 0)
        {
            Store(key.Resource, known with
            {
                Metadata = known.Metadata with
                {
                    DeletionTimestamp = new Time(time.GetUtcNow().AddSeconds(seconds)),
                    DeletionGracePeriodSeconds = seconds,
                },
            });
            return;
        }
        objects.Remove(key);
        revision++;
        Tell(key.Resource, WatchEventType.Deleted, known with
        {
            Metadata = known.Metadata with { ResourceVersion = revision.ToString(CultureInfo.InvariantCulture) },
        });
    }

    private void Tell(string resource, WatchEventType type, ApiObject value)
    {
        foreach ((string watched, ChannelWriter<WatchEvent> writer) in watchers)
        {
            if (watched == resource)
                writer.TryWrite(new WatchEvent(type, value));
        }
    }

    private static ApiResponse Refuse(int code, string reason) =>
        new() { Code = code, Error = Status.Empty with { Code = code, Reason = reason, Message = reason } };
}
