using System.Text;
using Kubesharp.Api;
using Kubesharp.Api.Core;

namespace Kubesharp.Bench.Api;

/// <summary>A Pod as it is stored while it runs: 4.4 KB of defaults, owner, managedFields and status.</summary>
internal static class RunningPod
{
    private const string Text = """
        {"kind":"Pod","apiVersion":"v1","metadata":{"name":"web-6d4cf56db6-x7k2p","generateName":"web-6d4cf56db6-",
        "namespace":"shop","uid":"3f0c0a9e-5a0e-4b39-8f6c-2d1b7c0e9a11","resourceVersion":"0",
        "generation":1,"creationTimestamp":"2026-03-01T10:20:30Z",
        "labels":{"app":"web","pod-template-hash":"6d4cf56db6","tier":"front"},
        "annotations":{"kubernetes.io/config.seen":"2026-03-01T10:20:31Z","team":"shop","cost-center":"4711"},
        "ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"web-6d4cf56db6",
        "uid":"9b1f5c9a-73c5-4d8e-9c49-0f7f3a3e6c55","controller":true,"blockOwnerDeletion":true}],
        "managedFields":[{"manager":"kube-controller-manager","operation":"Update","apiVersion":"v1",
        "time":"2026-03-01T10:20:30Z","fieldsType":"FieldsV1","fieldsV1":{"f:metadata":{"f:annotations":{".":{},
        "f:cost-center":{},"f:team":{}},"f:generateName":{},"f:labels":{".":{},"f:app":{},"f:pod-template-hash":{},
        "f:tier":{}},"f:ownerReferences":{".":{},"k:{\"uid\":\"9b1f5c9a-73c5-4d8e-9c49-0f7f3a3e6c55\"}":{}}},
        "f:spec":{"f:containers":{"k:{\"name\":\"web\"}":{".":{},"f:env":{".":{},"k:{\"name\":\"LEVEL\"}":{".":{},
        "f:name":{},"f:value":{}},"k:{\"name\":\"POD_IP\"}":{".":{},"f:name":{},"f:valueFrom":{".":{},
        "f:fieldRef":{}}}},"f:image":{},"f:imagePullPolicy":{},"f:name":{},"f:ports":{".":{},
        "k:{\"containerPort\":8080,\"protocol\":\"TCP\"}":{".":{},"f:containerPort":{},"f:name":{},"f:protocol":{}}},
        "f:readinessProbe":{".":{},"f:failureThreshold":{},"f:httpGet":{".":{},"f:path":{},"f:port":{},"f:scheme":{}},
        "f:periodSeconds":{},"f:successThreshold":{},"f:timeoutSeconds":{}},"f:resources":{}}},"f:dnsPolicy":{},
        "f:restartPolicy":{},"f:schedulerName":{},"f:terminationGracePeriodSeconds":{}}}}]},
        "spec":{"volumes":[{"name":"kube-api-access-4x2bq","projected":{"sources":[{"serviceAccountToken":{
        "expirationSeconds":3607,"path":"token"}},{"configMap":{"name":"kube-root-ca.crt","items":[{"key":"ca.crt",
        "path":"ca.crt"}]}},{"downwardAPI":{"items":[{"path":"namespace","fieldRef":{"apiVersion":"v1",
        "fieldPath":"metadata.namespace"}}]}}],"defaultMode":420}}],"containers":[{"name":"web",
        "image":"registry.example.com/shop/web:1.24.3","ports":[{"name":"http","containerPort":8080,
        "protocol":"TCP"}],"env":[{"name":"LEVEL","value":"info"},{"name":"POD_IP","valueFrom":{"fieldRef":{
        "apiVersion":"v1","fieldPath":"status.podIP"}}}],"resources":{"limits":{"cpu":"500m","memory":"256Mi"},
        "requests":{"cpu":"100m","memory":"128Mi"}},"volumeMounts":[{"name":"kube-api-access-4x2bq","readOnly":true,
        "mountPath":"/var/run/secrets/kubernetes.io/serviceaccount"}],"readinessProbe":{"httpGet":{"path":"/ready",
        "port":8080,"scheme":"HTTP"},"timeoutSeconds":1,"periodSeconds":5,"successThreshold":1,
        "failureThreshold":3},"terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File",
        "imagePullPolicy":"IfNotPresent"}],"restartPolicy":"Always","terminationGracePeriodSeconds":30,
        "dnsPolicy":"ClusterFirst","serviceAccountName":"default","serviceAccount":"default","nodeName":"node-0017",
        "securityContext":{},"schedulerName":"default-scheduler","tolerations":[{
        "key":"node.kubernetes.io/not-ready","operator":"Exists","effect":"NoExecute","tolerationSeconds":300},{
        "key":"node.kubernetes.io/unreachable","operator":"Exists","effect":"NoExecute","tolerationSeconds":300}],
        "priority":0,"enableServiceLinks":true,"preemptionPolicy":"PreemptLowerPriority"},
        "status":{"phase":"Running","conditions":[
        {"type":"PodReadyToStartContainers","status":"True","lastTransitionTime":"2026-03-01T10:20:33Z"},
        {"type":"Initialized","status":"True","lastTransitionTime":"2026-03-01T10:20:31Z"},
        {"type":"Ready","status":"True","lastTransitionTime":"2026-03-01T10:20:35Z"},
        {"type":"ContainersReady","status":"True","lastTransitionTime":"2026-03-01T10:20:35Z"},
        {"type":"PodScheduled","status":"True","lastTransitionTime":"2026-03-01T10:20:31Z"}],
        "hostIP":"10.0.4.17","hostIPs":[{"ip":"10.0.4.17"}],"podIP":"10.244.17.5","podIPs":[{"ip":"10.244.17.5"}],
        "startTime":"2026-03-01T10:20:31Z","containerStatuses":[{"name":"web","state":{"running":{
        "startedAt":"2026-03-01T10:20:33Z"}},"lastState":{},"ready":true,"restartCount":0,
        "image":"registry.example.com/shop/web:1.24.3",
        "imageID":"example.com/web@sha256:0b5a7f3a1d6f9d9b8b1f7fd60f3f2f5f6b7d1e6a9a4f6b1c2d3e4f5a6b7c8d9e",
        "containerID":"containerd://5d8c2b1a0f9e8d7c6b5a49382716f5e4d3c2b1a0f9e8d7c6b5a4938271605f4e","started":true}],
        "qosClass":"Burstable"}}
        """;

    /// <summary>Compact, in the order in which the API writes it.</summary>
    public static byte[] Json { get; } = ApiJson.ToBytes(ApiJson.Read<Pod>(Encoding.UTF8.GetBytes(Text)));

    public static Pod Value => ApiJson.Read<Pod>(Json);

    /// <summary>The JSON of a Pod that shares neither names nor ports nor environment with others.</summary>
    public static byte[] Stranger(int number) => ApiJson.ToBytes(ApiJson.Read<Pod>(Encoding.UTF8.GetBytes(
        Text.Replace("web", $"w{number:D4}", StringComparison.Ordinal)
            .Replace("8080", $"{10000 + number}", StringComparison.Ordinal)
            .Replace("LEVEL", $"LEVEL_{number}", StringComparison.Ordinal)
            .Replace("\"100m\"", $"\"{number}m\"", StringComparison.Ordinal)
            .Replace("300}", $"{300 + number}}}", StringComparison.Ordinal))));

    /// <summary>One of many: its own name, uid, node and addresses.</summary>
    public static Pod Numbered(Pod template, int number, string @namespace) => template with
    {
        Metadata = template.Metadata with
        {
            Name = $"web-6d4cf56db6-{number:D6}",
            Namespace = @namespace,
            Uid = $"3f0c0a9e-5a0e-4b39-8f6c-{number:x12}",
            // Nobody owns them here: the garbage collector would take what has lost its owner.
            OwnerReferences = [],
        },
        Spec = template.Spec with { NodeName = $"node-{number % 5000:D4}" },
        Status = template.Status with
        {
            PodIP = $"10.{number >> 16}.{number >> 8 & 255}.{number & 255}",
            PodIPs = [PodIP.Empty with { Ip = $"10.{number >> 16}.{number >> 8 & 255}.{number & 255}" }],
        },
    };
}
