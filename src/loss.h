/* The loss: mean squared error over RGBA, torch.nn.functional.mse_loss(state[..., :4], target). */
#ifndef NCA_LOSS_H
#define NCA_LOSS_H

/* state [H][W][C], target [H][W][4] */
double nca_loss_forward(const float *state, const float *target, int H, int W);

/* dstate [H][W][C] is set to the gradient of scale * loss. */
void nca_loss_backward(float *dstate, const float *state, const float *target, int H, int W, float scale);

#endif
