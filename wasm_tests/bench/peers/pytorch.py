"""One epoch of the blog's recipe in PyTorch on one core: prints {"medianMs": ..., "bestMs": ...}. Usage: pytorch.py SIDE STEPS"""
import json, sys, time
import torch, torch.nn.functional as F

torch.set_num_threads(1)
side, steps = int(sys.argv[1]), int(sys.argv[2])
torch.manual_seed(1)
layer1, layer2 = torch.nn.Conv2d(48, 128, 1), torch.nn.Conv2d(128, 16, 1)
with torch.no_grad():
    layer2.weight.mul_(0.1)
parameters = [*layer1.parameters(), *layer2.parameters()]
optimizer = torch.optim.Adam(parameters, lr=2e-3)
x = torch.tensor([[-1., 0, 1], [-2, 0, 2], [-1, 0, 1]])
sobel = torch.stack([x, x.T]).repeat(16, 1, 1)[:, None]
target = torch.rand(1, 4, side, side)
seed = torch.zeros(1, 16, side, side)
seed[:, 3:, side // 2, side // 2] = 1


def epoch():
    state = seed
    for _ in range(steps):
        perceived = torch.cat([state, F.conv2d(state, sobel, padding=1, groups=16)], 1)
        delta = layer2(torch.relu(layer1(perceived)))
        state = state + delta * (torch.rand(1, 1, side, side) < 0.5)
        state = state * (F.max_pool2d(state[:, 3:4], 3, 1, 1) > 0.1)
    loss = F.mse_loss(state[:, :4], target)
    optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(parameters, 1e-3)
    optimizer.step()


times = []
for i in range(12):
    start = time.perf_counter()
    epoch()
    times.append((time.perf_counter() - start) * 1e3)
times = sorted(times[2:])
print(json.dumps({"medianMs": times[len(times) // 2], "bestMs": times[0]}))
