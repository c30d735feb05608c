using Kubesharp.Api;
using Kubesharp.Api.Trees;
using Kubesharp.Api.Validation;
using Kubesharp.Api.Yaml;
using Xunit;

namespace Kubesharp.Tests.Api;

/// <summary>Kind by kind: what is refused with which words, what is filled in, what may not change.</summary>
public sealed class KindRulesTests
{
    private const string Label =
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end "
        + "with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is "
        + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

    [Theory(DisplayName = "E028: a new object of each kind is refused with upstream's words, all of them at once")]
    [InlineData(
        "{apiVersion: v1, kind: Service, metadata: {name: s, namespace: d}, spec: {type: Cluster, ports: [{port: 0}]}}",
        "[spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive, "
        + "spec.ports[0].targetPort: Invalid value: 0: must be between 1 and 65535, inclusive, "
        + "spec.type: Unsupported value: \"Cluster\": supported values: "
        + "\"ClusterIP\", \"ExternalName\", \"LoadBalancer\", \"NodePort\"]")]
    [InlineData(
        "{apiVersion: v1, kind: LimitRange, metadata: {name: l, namespace: d}, spec: {limits: [{type: Container, "
        + "min: {cpu: 2}, max: {cpu: 1}}]}}",
        "[spec.limits[0].min[cpu]: Invalid value: 2: min value 2 is greater than max value 1, "
        + "spec.limits[0].defaultRequest[cpu]: Invalid value: 1: min value 2 is greater than default request value 1, "
        + "spec.limits[0].default[cpu]: Invalid value: 2: min value 2 is greater than default value 1]")]
    [InlineData(
        "{apiVersion: v1, kind: ResourceQuota, metadata: {name: q, namespace: d}, spec: {hard: {pods: -1}}}",
        "spec.hard[pods]: Invalid value: \"-1\": must be greater than or equal to 0")]
    [InlineData(
        "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: c, namespace: d}, spec: {}}",
        "[spec.accessModes: Required value: at least 1 access mode is required, "
        + "spec.resources[storage]: Required value]")]
    [InlineData(
        "{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: b, namespace: d}, "
        + "spec: {minAvailable: -1, unhealthyPodEvictionPolicy: Always}}",
        "[spec.minAvailable: Invalid value: -1: must be greater than or equal to 0, "
        + "spec.unhealthyPodEvictionPolicy: Unsupported value: \"Always\": supported values: "
        + "\"AlwaysAllow\", \"IfHealthyBudget\"]")]
    [InlineData(
        "{apiVersion: coordination.k8s.io/v1, kind: Lease, metadata: {name: l, namespace: d}, "
        + "spec: {leaseDurationSeconds: 0, leaseTransitions: -1}}",
        "[spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0, "
        + "spec.leaseTransitions: Invalid value: -1: must be greater than or equal to 0]")]
    [InlineData(
        "{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: e, namespace: d}, addressType: IPv4, "
        + "endpoints: [{addresses: [127.0.0.1]}, {addresses: []}], ports: [{name: A}, {name: A, protocol: X}]}",
        "[endpoints[0].addresses[0]: Invalid value: \"127.0.0.1\": may not be in the loopback range "
        + "(127.0.0.0/8, ::1/128), "
        + "endpoints[1].addresses: Required value: must contain at least 1 address, "
        + "ports[0].name: Invalid value: \"A\": " + Label + ", "
        + "ports[1].name: Invalid value: \"A\": " + Label + ", "
        + "ports[1].name: Duplicate value: \"A\", "
        + "ports[1].protocol: Unsupported value: \"X\": supported values: \"SCTP\", \"TCP\", \"UDP\"]")]
    [InlineData(
        "{apiVersion: flowcontrol.apiserver.k8s.io/v1, kind: FlowSchema, metadata: {name: f}, "
        + "spec: {matchingPrecedence: 1, rules: [{subjects: [{kind: Robot}], resourceRules: [{verbs: ['*', get], "
        + "apiGroups: [''], resources: [pods], namespaces: ['*']}]}]}}",
        "[spec.matchingPrecedence: Invalid value: 1: only the schema named 'exempt' may have matchingPrecedence 1, "
        + "spec.priorityLevelConfiguration.name: Required value: must reference a priority level, "
        + "spec.rules[0].subjects[0].kind: Unsupported value: \"Robot\": supported values: "
        + "\"Group\", \"ServiceAccount\", \"User\", "
        + "spec.rules[0].resourceRules[0].verbs: Invalid value: [\"*\",\"get\"]: "
        + "if '*' is present, must not specify other verbs]")]
    [InlineData(
        "{apiVersion: flowcontrol.apiserver.k8s.io/v1, kind: PriorityLevelConfiguration, metadata: {name: p}, "
        + "spec: {type: Limited, limited: {limitResponse: {type: Queue, queuing: {queues: 4, handSize: 8}}}}}",
        "spec.limited.limitResponse.queuing.handSize: Invalid value: 8: should not be greater than queues (4)")]
    [InlineData(
        "{apiVersion: certificates.k8s.io/v1, kind: CertificateSigningRequest, metadata: {name: c}, "
        + "spec: {request: eA==, signerName: example, usages: [], expirationSeconds: 60}}",
        "[spec.request: Invalid value: \"eA==\": PEM block type must be CERTIFICATE REQUEST, "
        + "spec.usages: Required value, "
        + "spec.signerName: Invalid value: \"example\": must be a fully qualified domain and path of the form "
        + "'example.com/signer-name', "
        + "spec.expirationSeconds: Invalid value: 60: may not specify a duration less than 600 seconds (10 minutes)]")]
    [InlineData(
        "{apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingWebhookConfiguration, metadata: {name: v}, "
        + "webhooks: [{name: a.b, clientConfig: {url: 'http://x'}, timeoutSeconds: 31}]}",
        "[webhooks[0].name: Invalid value: \"a.b\": should be a domain with at least three segments separated by "
        + "dots, "
        + "webhooks[0].sideEffects: Required value: must specify one of None, NoneOnDryRun, "
        + "webhooks[0].timeoutSeconds: Invalid value: 31: the timeout value must be between 1 and 30 seconds, "
        + "webhooks[0].clientConfig.url: Invalid value: \"http\": 'https' is the only allowed URL scheme; "
        + "desired format: https://host[/path], "
        + "webhooks[0].admissionReviewVersions: Required value: must specify one of v1, v1beta1]")]
    [InlineData(
        "{apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingAdmissionPolicy, metadata: {name: v}, spec: {}}",
        "[spec.matchConstraints: Required value, "
        + "spec.validations: Required value: validations or auditAnnotations must contain at least one item, "
        + "spec.auditAnnotations: Required value: validations or auditAnnotations must contain at least one item]")]
    [InlineData(
        "{apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingAdmissionPolicyBinding, metadata: {name: v}, "
        + "spec: {validationActions: [Deny, Warn]}}",
        "[spec.policyName: Required value, "
        + "spec.validationActions: Invalid value: [\"Deny\",\"Warn\"]: must not contain both Deny and Warn "
        + "(repeating the same validation failure information in the API response and headers serves no purpose)]")]
    [InlineData(
        "{apiVersion: apiregistration.k8s.io/v1, kind: APIService, metadata: {name: x}, "
        + "spec: {group: example.com, version: v1}}",
        "[metadata.name: Invalid value: \"x\": must be `spec.version+\".\"+spec.group`: \"v1.example.com\", "
        + "spec.groupPriorityMinimum: Invalid value: 0: must be positive and less than 20000, "
        + "spec.versionPriority: Invalid value: 0: must be positive and less than 1000]")]
    [InlineData(
        "{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: as.example.com}, "
        + "spec: {group: example.com, scope: Namespaced, names: {plural: as, kind: A}, "
        + "versions: [{name: v1, served: true, storage: true}]}}",
        "spec.versions[0].schema.openAPIV3Schema: Required value: schemas are required")]
    [InlineData(
        "{apiVersion: resource.k8s.io/v1, kind: ResourceClaim, metadata: {name: c, namespace: d}, spec: {devices: "
        + "{requests: [{name: a, exactly: {deviceClassName: x, count: -1}}, {name: a}]}}}",
        "[spec.devices.requests[0].exactly.count: Invalid value: -1: must be greater than zero, "
        + "spec.devices.requests[1].name: Duplicate value: \"a\", "
        + "spec.devices.requests[1]: Required value: exactly one of `exactly` or `firstAvailable` is required]")]
    [InlineData(
        "{apiVersion: networking.k8s.io/v1, kind: IPAddress, metadata: {name: 10.0.0.01}, spec: {}}",
        null)]
    [InlineData(
        "{apiVersion: networking.k8s.io/v1, kind: ServiceCIDR, metadata: {name: s}, spec: {cidrs: []}}",
        "spec.cidrs: Required value: at least one CIDR required")]
    [InlineData(
        "{apiVersion: storage.k8s.io/v1, kind: VolumeAttributesClass, metadata: {name: v}, driverName: ''}",
        null)]
    [InlineData(
        "{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: h, namespace: d}, "
        + "spec: {maxReplicas: 0, scaleTargetRef: {kind: Deployment, name: web}}}",
        null)]
    public void Refused(string yaml, string? message)
    {
        (Strategy strategy, ApiObject value) = Read(yaml);
        string actual = Errors(errors => strategy.Validate(strategy.PrepareForCreate(strategy.Default(value)), errors));
        if (message is null)
            Assert.NotEqual("", actual);
        else
            Assert.Equal(message, actual);
    }

    [Theory(DisplayName = "E046: what was left out is filled in as upstream's answers show it")]
    [InlineData(
        "{apiVersion: v1, kind: Service, metadata: {name: s, namespace: d}, spec: {ports: [{port: 80}]}}",
        "spec.sessionAffinity=None spec.type=ClusterIP spec.ports[0].protocol=TCP spec.ports[0].targetPort=80 "
        + "spec.internalTrafficPolicy=Cluster")]
    [InlineData(
        "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: c, namespace: d}, spec: {}}",
        "spec.volumeMode=Filesystem")]
    [InlineData(
        "{apiVersion: v1, kind: PersistentVolume, metadata: {name: c}, spec: {hostPath: {path: /x}}}",
        "spec.volumeMode=Filesystem spec.persistentVolumeReclaimPolicy=Retain spec.hostPath.type=")]
    [InlineData(
        "{apiVersion: flowcontrol.apiserver.k8s.io/v1, kind: PriorityLevelConfiguration, metadata: {name: p}, "
        + "spec: {type: Limited, limited: {limitResponse: {type: Queue, queuing: {}}}}}",
        "spec.limited.nominalConcurrencyShares=30 spec.limited.lendablePercent=0 "
        + "spec.limited.limitResponse.queuing.queues=64 spec.limited.limitResponse.queuing.handSize=8 "
        + "spec.limited.limitResponse.queuing.queueLengthLimit=50")]
    [InlineData(
        "{apiVersion: flowcontrol.apiserver.k8s.io/v1, kind: FlowSchema, metadata: {name: f}}",
        "spec.matchingPrecedence=1000")]
    [InlineData(
        "{apiVersion: admissionregistration.k8s.io/v1, kind: MutatingWebhookConfiguration, metadata: {name: v}, "
        + "webhooks: [{name: a.b.c, clientConfig: {service: {name: s, namespace: d}}, rules: [{}]}]}",
        "webhooks[0].failurePolicy=Fail webhooks[0].matchPolicy=Equivalent webhooks[0].timeoutSeconds=10 "
        + "webhooks[0].reinvocationPolicy=Never webhooks[0].rules[0].scope=* "
        + "webhooks[0].clientConfig.service.port=443")]
    [InlineData(
        "{apiVersion: admissionregistration.k8s.io/v1, kind: MutatingAdmissionPolicy, metadata: {name: v}, "
        + "spec: {matchConstraints: {resourceRules: [{}]}}}",
        "spec.failurePolicy=Fail spec.matchConstraints.matchPolicy=Equivalent "
        + "spec.matchConstraints.resourceRules[0].scope=*")]
    [InlineData(
        "{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: as.example.com}, "
        + "spec: {group: example.com, scope: Namespaced, names: {plural: apples, kind: Apple}, versions: []}}",
        "spec.names.singular=apple spec.names.listKind=AppleList spec.conversion.strategy=None")]
    [InlineData(
        "{apiVersion: apiregistration.k8s.io/v1, kind: APIService, metadata: {name: v1.a.b}, "
        + "spec: {group: a.b, version: v1, service: {name: s, namespace: d}}}",
        "spec.service.port=443")]
    [InlineData(
        "{apiVersion: resource.k8s.io/v1, kind: ResourceClaim, metadata: {name: c, namespace: d}, spec: {devices: "
        + "{requests: [{name: a, exactly: {deviceClassName: x, tolerations: [{key: k}]}}]}}}",
        "spec.devices.requests[0].exactly.allocationMode=ExactCount spec.devices.requests[0].exactly.count=1 "
        + "spec.devices.requests[0].exactly.tolerations[0].operator=Equal")]
    [InlineData(
        "{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: h, namespace: d}, "
        + "spec: {maxReplicas: 3, scaleTargetRef: {kind: Deployment, name: web}}}",
        "spec.minReplicas=1 spec.metrics[0].type=Resource spec.metrics[0].resource.name=cpu "
        + "spec.metrics[0].resource.target.averageUtilization=80")]
    public void Defaults(string yaml, string expected)
    {
        (Strategy strategy, ApiObject value) = Read(yaml);
        System.Text.Json.JsonElement shown = System.Text.Json.JsonDocument.Parse(
            ApiJson.ToText((IApiMessage)strategy.Default(value))).RootElement;
        foreach (string pair in expected.Split(' '))
        {
            string[] parts = pair.Split('=');
            System.Text.Json.JsonElement at = shown;
            foreach (string step in parts[0].Replace("[", ".", StringComparison.Ordinal).Split('.'))
            {
                at = step.EndsWith(']')
                    ? at[int.Parse(step[..^1], System.Globalization.CultureInfo.InvariantCulture)]
                    : at.GetProperty(step);
            }
            Assert.Equal(pair, $"{parts[0]}={at}");
        }
        Assert.Equal(strategy.Default(value), strategy.Default(strategy.Default(value)));
    }

    [Theory(DisplayName = "E044: what may not change is refused with upstream's words")]
    [InlineData(
        "{apiVersion: v1, kind: Secret, metadata: {name: s, namespace: d}, type: Opaque}", "type: a/b",
        "type: Invalid value: \"a/b\": field is immutable")]
    [InlineData(
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: s, namespace: d}, immutable: true, data: {a: b}}",
        "data: {a: c}", "data: Forbidden: field is immutable when `immutable` is set")]
    [InlineData(
        "{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: p}, value: 1}", "value: 2",
        "value: Forbidden: may not be changed in an update.")]
    [InlineData(
        "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: s}, provisioner: a.b}",
        "provisioner: c.d", "provisioner: Forbidden: updates to provisioner are forbidden.")]
    [InlineData(
        "{apiVersion: discovery.k8s.io/v1, kind: EndpointSlice, metadata: {name: e, namespace: d}, addressType: IPv4}",
        "addressType: IPv6", "addressType: Invalid value: \"IPv6\": field is immutable")]
    [InlineData(
        "{apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: r, namespace: d}, "
        + "roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: a}}",
        "roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: b}",
        "roleRef: Invalid value: {\"apiGroup\":\"rbac.authorization.k8s.io\",\"kind\":\"Role\",\"name\":\"b\"}: "
        + "cannot change roleRef")]
    [InlineData(
        "{apiVersion: networking.k8s.io/v1, kind: IngressClass, metadata: {name: i}, spec: {controller: a.b/c}}",
        "spec: {controller: a.b/d}", "spec.controller: Invalid value: \"a.b/d\": field is immutable")]
    public void Immutable(string yaml, string change, string message)
    {
        (Strategy strategy, ApiObject old) = Read(yaml);
        old = strategy.PrepareForCreate(strategy.Default(old));
        (_, ApiObject value) = Read(Merged(yaml, change));
        ApiObject changed = strategy.PrepareForUpdate(strategy.Default(value), old);
        Assert.Equal(message, Errors(errors => strategy.ValidateChanged(changed, old, errors)));
    }

    [Theory(DisplayName = "E060: each kind is selectable by the fields that upstream has for it")]
    [InlineData("v1", "Event", "involvedObject.apiVersion,involvedObject.fieldPath,involvedObject.kind,"
        + "involvedObject.name,involvedObject.namespace,involvedObject.resourceVersion,involvedObject.uid,reason,"
        + "reportingComponent,source,type")]
    [InlineData("v1", "Namespace", "status.phase")]
    [InlineData("v1", "Node", "spec.unschedulable")]
    [InlineData("v1", "Secret", "type")]
    [InlineData("v1", "ConfigMap", "")]
    [InlineData("certificates.k8s.io/v1", "CertificateSigningRequest", "spec.signerName")]
    [InlineData("resource.k8s.io/v1", "ResourceSlice", "spec.driver,spec.nodeName")]
    public void Selectable(string apiVersion, string kind, string fields)
    {
        ResourceDefinition definition = ResourceRegistry.All.Single(
            one => one.ApiVersion == apiVersion && one.Kind == kind);
        Assert.Equal(fields, string.Join(',', StrategyRegistry.For(definition).SelectableFields.Order(
            StringComparer.Ordinal)));
    }

    [Theory(DisplayName = "E021: the columns of each kind are upstream's")]
    [InlineData("v1", "Service", "Name,Type,Cluster-IP,External-IP,Port(s),Age,Selector+")]
    [InlineData("v1", "Node", "Name,Status,Roles,Age,Version,Internal-IP+,External-IP+,OS-Image+,Kernel-Version+,"
        + "Container-Runtime+")]
    [InlineData("v1", "PersistentVolumeClaim", "Name,Status,Volume,Capacity,Access Modes,StorageClass,"
        + "VolumeAttributesClass,Age,VolumeMode+")]
    [InlineData("v1", "ResourceQuota", "Name,Request,Limit,Age")]
    [InlineData("v1", "ComponentStatus", "Name,Status,Message,Error")]
    [InlineData("v1", "Event", "Last Seen,Type,Reason,Object,Subobject+,Source+,Message,First Seen+,Count+,Name+")]
    [InlineData("autoscaling/v2", "HorizontalPodAutoscaler",
        "Name,Reference,Targets,MinPods,MaxPods,Replicas,Age")]
    [InlineData("networking.k8s.io/v1", "IPAddress", "Name,ParentRef")]
    [InlineData("networking.k8s.io/v1", "ServiceCIDR", "Name,CIDRs,Age")]
    [InlineData("node.k8s.io/v1", "RuntimeClass", "Name,Handler,Age")]
    [InlineData("storage.k8s.io/v1", "CSIDriver", "Name,AttachRequired,PodInfoOnMount,StorageCapacity,TokenRequests,"
        + "RequiresRepublish,Modes,Age")]
    [InlineData("storage.k8s.io/v1", "VolumeAttachment", "Name,Attacher,PV,Node,Attached,Age")]
    [InlineData("certificates.k8s.io/v1", "CertificateSigningRequest",
        "Name,Age,SignerName,Requestor,RequestedDuration,Condition")]
    [InlineData("flowcontrol.apiserver.k8s.io/v1", "FlowSchema",
        "Name,PriorityLevel,MatchingPrecedence,DistinguisherMethod,Age,MissingPL")]
    [InlineData("flowcontrol.apiserver.k8s.io/v1", "PriorityLevelConfiguration",
        "Name,Type,NominalConcurrencyShares,Queues,HandSize,QueueLengthLimit,Age")]
    [InlineData("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy", "Name,Validations,ParamKind,Age")]
    [InlineData("admissionregistration.k8s.io/v1", "MutatingAdmissionPolicyBinding", "Name,PolicyName,ParamRef,Age")]
    [InlineData("apiregistration.k8s.io/v1", "APIService", "Name,Service,Available,Age")]
    [InlineData("apiextensions.k8s.io/v1", "CustomResourceDefinition", "Name,Created At")]
    [InlineData("resource.k8s.io/v1", "ResourceClaim", "Name,State,Age")]
    [InlineData("resource.k8s.io/v1", "ResourceSlice", "Name,Node,Driver,Pool,Age")]
    public void Columns(string apiVersion, string kind, string columns)
    {
        ResourceDefinition definition = ResourceRegistry.All.Single(
            one => one.ApiVersion == apiVersion && one.Kind == kind);
        Assert.Equal(columns, string.Join(',', StrategyRegistry.For(definition).Columns.Select(
            static column => column.Priority > 0 ? column.Name + "+" : column.Name)));
    }

    private static (Strategy Strategy, ApiObject Value) Read(string yaml)
    {
        byte[] json = TreeJson.Write(YamlReader.Parse(yaml));
        System.Text.Json.JsonElement root = System.Text.Json.JsonDocument.Parse(json).RootElement;
        ResourceDefinition definition = ResourceRegistry.All.Single(
            one => one.ApiVersion == root.GetProperty("apiVersion").GetString()
                && one.Kind == root.GetProperty("kind").GetString());
        return (StrategyRegistry.For(definition), (ApiObject)definition.Codec.ReadJson(json));
    }

    // The first level is enough here.
    private static string Merged(string yaml, string change)
    {
        var merged = (System.Text.Json.Nodes.JsonObject)System.Text.Json.Nodes.JsonNode.Parse(
            TreeJson.Write(YamlReader.Parse(yaml)))!;
        var changed = (System.Text.Json.Nodes.JsonObject)System.Text.Json.Nodes.JsonNode.Parse(
            TreeJson.Write(YamlReader.Parse(change)))!;
        foreach ((string key, System.Text.Json.Nodes.JsonNode? value) in changed)
            merged[key] = value?.DeepClone();
        return merged.ToJsonString();
    }

    private static string Errors(Action<FieldErrors> validate)
    {
        var errors = new FieldErrors();
        validate(errors);
        return errors.ToMessage();
    }
}
